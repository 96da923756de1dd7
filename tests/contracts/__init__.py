"""What every implementation of a port must do: subclass a contract and give its fixture."""

import pytest

pytest.register_assert_rewrite(
    "contracts.dense_index", "contracts.embedder", "contracts.lexical_index"
)
