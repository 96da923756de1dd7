"""A file on disk becomes exact chunks; this room knows no index and no model."""

from ingest.attendance import CIVILITIES
from ingest.chunks import SPLITTER_VERSION, split
from ingest.corrections import NAME as CORRECTIONS
from ingest.corrections import Corrections, misnamed
from ingest.corrections import load as load_corrections
from ingest.errors import (
    BadCorrections,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileChanged,
    IngestError,
    NoText,
    PathRefused,
    ReaderCrash,
    ReaderMemory,
    ReaderStopped,
    ReaderTimeout,
    UnreadableFile,
    UnsupportedType,
)
from ingest.files import discover, file_error, identify, refusal, slug
from ingest.french import (
    MONTHS,
    STOP_WORDS,
    Quantity,
    Word,
    fold,
    quantities,
    sentences,
    stem,
    stems,
    tokens,
    words,
)
from ingest.french.dates import dates
from ingest.limits import Limits
from ingest.model import (
    Attendee,
    Chunk,
    Document,
    Fact,
    FileError,
    FileReport,
    IngestReport,
    Page,
    Presence,
    Section,
    SourceFile,
    Status,
)
from ingest.pipeline import READER_VERSION, read
from ingest.quality import DOUBTFUL
from ingest.recognition import OcrState, can_recognise, ocr_state, pictures_unread
from ingest.regions import REGIONS, regions_in, without_regions
from ingest.sandbox import stopped_by
from ingest.sections import SPEECH, speaker_of

__all__ = [
    "CIVILITIES",
    "CORRECTIONS",
    "DOUBTFUL",
    "MONTHS",
    "READER_VERSION",
    "REGIONS",
    "SPEECH",
    "SPLITTER_VERSION",
    "STOP_WORDS",
    "Attendee",
    "BadCorrections",
    "Chunk",
    "Corrections",
    "DamagedFile",
    "Document",
    "EmptyFile",
    "EncryptedFile",
    "Fact",
    "FileChanged",
    "FileError",
    "FileReport",
    "IngestError",
    "IngestReport",
    "Limits",
    "NoText",
    "OcrState",
    "Page",
    "PathRefused",
    "Presence",
    "Quantity",
    "ReaderCrash",
    "ReaderMemory",
    "ReaderStopped",
    "ReaderTimeout",
    "Section",
    "SourceFile",
    "Status",
    "UnreadableFile",
    "UnsupportedType",
    "Word",
    "can_recognise",
    "dates",
    "discover",
    "file_error",
    "fold",
    "identify",
    "load_corrections",
    "misnamed",
    "ocr_state",
    "pictures_unread",
    "quantities",
    "read",
    "refusal",
    "regions_in",
    "sentences",
    "slug",
    "speaker_of",
    "split",
    "stem",
    "stems",
    "stopped_by",
    "tokens",
    "without_regions",
    "words",
]
