"""What several tests of the store ask of it."""

from ingest import IngestReport
from vectorstore import Filters, Store


def statuses(report: IngestReport) -> dict[str | None, str]:
    return {line.doc: line.status.value for line in report.files}


def found(store: Store, question: str, **filters: tuple[str, ...]) -> list[str]:
    passages = store.search(question, limit=10, filters=Filters(**filters))
    return [passage.chunk.document_id for passage in passages if "lexical" in passage.ranks]
