"""Style that the theme cannot say: reading comfort, marks, and a page that fits a phone."""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="12" fill="#1b4b91"/>'
    '<path d="M16 18h32M16 30h32M16 42h18" stroke="#fff" stroke-width="5"/>'
    '<path d="M16 30h20" stroke="#ffe27a" stroke-width="5"/></svg>'
)
"""The tab's icon, ours so that none is fetched from elsewhere."""

CSS = """
<style>
.stMainBlockContainer, [data-testid="stBottomBlockContainer"] { max-width: 52rem; }
.stMainBlockContainer { padding-top: 3.5rem; }
[data-testid="stCaptionContainer"], [data-testid="stExpander"] summary,
[data-testid="stExpander"] summary * { opacity: 1; }
[data-testid="stCaptionContainer"] p { color: #4a5160; }
[data-testid="stSidebarCollapseButton"] *, [data-testid="stExpandSidebarButton"] * {
  color: #1a1d23;
}
[data-testid="stSidebarNavLink"] * { color: #1a1d23; }
[data-testid="stChatInputTextArea"]::placeholder { color: #4a5160; opacity: 1; }
.corpus { line-height: 1.6; overflow-wrap: anywhere; }
.corpus p { margin: 0 0 0.7em; }
.corpus > :last-child { margin-bottom: 0; }
.corpus ul { margin: 0 0 0.7em; padding-left: 1.4em; }
.corpus li { margin-bottom: 0.4em; }
.corpus .heading { font-weight: 600; }
.corpus .from {
  font-weight: 600; margin-top: 1em; border-top: 1px solid #c9d3e0; padding-top: 0.7em;
}
.corpus > .from:first-child { border-top: 0; padding-top: 0; margin-top: 0; }
.corpus mark {
  background: #ffe27a; color: #1a1d23; padding: 0.05em 0; border-bottom: 2px solid #8a6100;
  scroll-margin: 2rem 0;
}
.corpus a.mark {
  color: #1b4b91; font-weight: 600; text-decoration: none; padding: 0 0.15em;
  border-radius: 0.2em; white-space: nowrap;
}
.corpus a.mark:hover, .corpus a.mark:focus-visible {
  text-decoration: underline; background: #e3ecf8;
}
.corpus.sheet {
  background: #fff; border: 1px solid #c9d3e0; border-radius: 0.5rem; padding: 1rem 1.2rem;
}
.corpus.quote {
  border-left: 4px solid #8a6100; padding: 0.2rem 0 0.2rem 0.9rem; margin: 0;
  white-space: pre-line;
}
.corpus.draft {
  color: #4a5160; border-left: 4px dashed #6b7585; padding-left: 0.9rem; white-space: pre-wrap;
}
[class*="st-key-cite-"] button, [class*="st-key-near-"] button,
[class*="st-key-example-"] button, [class*="st-key-past-"] button {
  justify-content: flex-start; text-align: left; height: auto;
}
[class*="st-key-cite-"] button *, [class*="st-key-near-"] button *,
[class*="st-key-example-"] button *, [class*="st-key-past-"] button * {
  justify-content: flex-start; text-align: left; white-space: normal; overflow-wrap: anywhere;
}
[role="dialog"] h2 { font-size: 1.25rem; line-height: 1.35; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  .corpus.sheet { padding: 0.7rem 0.8rem; }
  [data-testid="stDialog"] > div { width: 100vw; max-width: 100vw; }
}
</style>
"""
