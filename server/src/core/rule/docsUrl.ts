/** The page of a rule on the web; the same page is in the extension. */
export function docsUrl(ruleId: string): string {
  return `https://github.com/plumbline/plumbline/blob/main/docs/rules/${ruleId}.md`;
}
