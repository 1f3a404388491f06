-- What a person does in Neovim 0.7 with the server attached: reads diagnostics, completes, hovers, jumps, edits two files.
-- Run as `nvim --headless --clean -c 'luafile session.lua'`; the server's command, the folder and the file for the answer
-- stand in the environment.
local folder = vim.env.MESHWRIGHT_FOLDER
local answer = {}
local logged = {}

local function note(line)
  table.insert(logged, line)
end

local function finish(failure)
  answer.failure = failure
  answer.log = logged
  local file = assert(io.open(vim.env.MESHWRIGHT_ANSWER, 'w'))
  file:write(vim.json.encode(answer))
  file:close()
  vim.lsp.stop_client(vim.lsp.get_active_clients(), false)
  vim.wait(3000, function() return #vim.lsp.get_active_clients() == 0 end, 20)
  vim.cmd('qall!')
end

local function await(what, condition)
  note('waiting for ' .. what)
  if not vim.wait(20000, condition, 20) then error('no ' .. what) end
end

local function diagnostics(buffer)
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, { line = each.lnum, column = each.col, last = each.end_col, code = each.code, message = each.message })
  end
  return found
end

local function ask(buffer, method, params)
  note('asking ' .. method)
  local answers, problem = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  if problem then error(method .. ': ' .. problem) end
  for _, each in pairs(answers) do
    if each.error then error(method .. ': ' .. vim.inspect(each.error)) end
    return each.result
  end
end

local function at(buffer, line, character)
  return { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character } }
end

local function open(name, client)
  vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/' .. name))
  local buffer = vim.api.nvim_get_current_buf()
  assert(vim.lsp.buf_attach_client(buffer, client), 'the client does not attach to ' .. name)
  return buffer
end

local function session()
  vim.opt.hidden = true
  local client = vim.lsp.start_client({
    name = 'meshwright',
    cmd = vim.json.decode(vim.env.MESHWRIGHT_COMMAND),
    root_dir = folder,
    on_error = function(code, problem) note('client error ' .. code .. ' ' .. vim.inspect(problem)) end,
  })
  assert(client, 'the server does not start')

  local routes = open('shop/catalog-canary.yaml', client)
  await('diagnostics', function() return #vim.diagnostic.get(routes) > 0 end)
  answer.diagnostics = diagnostics(routes)

  local hover = ask(routes, 'textDocument/hover', at(routes, 50, 9))
  answer.hover = hover and hover.contents.value
  local place = ask(routes, 'textDocument/definition', at(routes, 42, 21))[1]
  local range = place.targetSelectionRange or place.range
  answer.definition = { uri = place.targetUri or place.uri, line = range.start.line }

  -- The subset of the first route again, from an empty value.
  vim.api.nvim_buf_set_lines(routes, 37, 38, true, { '            subset: ' })
  local completion = ask(routes, 'textDocument/completion', at(routes, 37, 20))
  local items = completion.items or completion
  answer.labels = vim.tbl_map(function(item) return item.label end, items)
  for _, item in ipairs(items) do
    if item.label == 'v2' then
      vim.lsp.util.apply_text_edits({ item.textEdit }, routes, 'utf-16')
    end
  end
  answer.accepted = vim.api.nvim_buf_get_lines(routes, 37, 38, true)[1]
  await('silence', function() return #vim.diagnostic.get(routes) == 0 end)

  -- What one buffer says, unsaved, counts for the other.
  local services = open('shop/catalog.yaml', client)
  local text = table.concat(vim.api.nvim_buf_get_lines(services, 0, -1, true), '\n')
  local renamed = text:gsub('kind: Service\nmetadata:\n  name: catalog\n', 'kind: Service\nmetadata:\n  name: catalogue\n')
  assert(renamed ~= text, 'there is no Service to rename')
  vim.api.nvim_buf_set_lines(services, 0, -1, true, vim.split(renamed, '\n'))
  await('diagnostics of the other file', function() return #vim.diagnostic.get(routes) > 0 end)
  answer.elsewhere = diagnostics(routes)
end

local ok, failure = pcall(session)
finish(not ok and tostring(failure) or nil)
