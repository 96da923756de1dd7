"""A button that takes the words that the visitor selected in the text of the page."""

from __future__ import annotations

import streamlit as st

from evals.ui import text

_HTML = f'<button type="button">{text.TAKE}</button>'
_CSS = """
button {
  font: inherit; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: 0.5rem; padding: 0.35rem 0.75rem;
  cursor: pointer;
}
button:hover, button:focus-visible {
  color: var(--st-primary-color); border-color: var(--st-primary-color);
}
"""
# A press may clear the selection before it is heard, on a phone above all: the last one is kept.
_JS = """
export default function ({ parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  let kept = "";
  const follow = () => {
    const selection = document.getSelection();
    const node = selection && selection.anchorNode;
    const text = selection ? selection.toString().trim() : "";
    if (text && node && node.parentElement.closest(".corpus.sheet")) kept = text;
  };
  if (button.following) document.removeEventListener("selectionchange", button.following);
  button.following = follow;
  document.addEventListener("selectionchange", follow);
  button.onclick = () => setTriggerValue("words", kept || " ");
  return () => document.removeEventListener("selectionchange", follow);
}
"""
_COMPONENT = st.components.v2.component("assistant-crsa.selection", html=_HTML, css=_CSS, js=_JS)


def taken() -> str | None:
    """The words when the button was just pressed (empty when none were selected), else None."""
    found = _COMPONENT(key="take", on_words_change=lambda: None).words
    return None if found is None else " ".join(str(found).split())
