"""The JSON that scripts rely on, key by key."""

from __future__ import annotations

from fakes.documents import make_document

from assistant.jsonout import text_json


def test_the_text_of_a_document_has_every_fact_known_or_not() -> None:
    document = make_document("avis", ["Une page."], title="Avis", facts={"region": "Bretagne"})
    assert text_json(document)["facts"] == {
        "title": {"value": "Avis", "evidence": "Avis"},
        "body": None,
        "region": {"value": "Bretagne", "evidence": "Bretagne"},
        "territory": None,
        "kind": None,
        "date": None,
    }
