"""Style of the page: room for the document beside the form, and one column on a phone."""

CSS = """
<style>
.stApp .stMainBlockContainer { max-width: 92rem; }
[class*="st-key-see-"] button { justify-content: flex-start; text-align: left; }
.st-key-card .corpus.quote { margin-bottom: 0.5rem; }
@media (min-width: 1000px) {
  [data-testid="stColumn"]:has(.st-key-pane) {
    position: sticky; top: 3.5rem; align-self: flex-start;
    max-height: calc(100vh - 4.5rem); overflow-y: auto;
  }
}
</style>
"""
