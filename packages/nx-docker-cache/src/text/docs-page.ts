/**
 * Where a page of the documentation is for whoever has installed the package: its docs are in it, because an address in the
 * web would be that of another version. All messages name pages by this.
 */
export function docsPage(page: string): string {
  return `node_modules/nx-docker-cache/docs/${page}`;
}
