/** Style sheets go into a file beside the page's bundle. */
declare module '*.css';
