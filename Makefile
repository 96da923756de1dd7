# Everything from nothing: each target sets up what it needs. Python 3.11 or later, GNU make 4.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The first that runs and is recent enough; `make PYTHON=/path/to/python install` decides otherwise.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
ARGS ?=
# Where it is set, every start would compile the libraries anew: half a minute each time.
export PYTHONDONTWRITEBYTECODE :=
# Each worker of the tests may load the embedding model: about 1 GB.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help install demo check test test-slow eval baseline peers bench

help:
	@echo 'make install    prépare .venv (quelques minutes la première fois)'
	@echo 'make demo       prépare tout, lit le corpus d’exemple et ouvre la discussion sur http://127.0.0.1:8501'
	@echo '                (autre port : make demo ARGS="--port 8600")'
	@echo 'make check      style, types, murs entre les pièces et tests rapides, en deux minutes'
	@echo 'make test       prépare tout et lance les tests'
	@echo 'make test-slow  tests longs : navigateur, grand corpus'
	@echo 'make eval       mesures de qualité ; échoue si elles baissent par rapport à la référence'
	@echo 'make baseline   refait la référence de make eval (evals/baselines/offline)'
	@echo 'make peers      le produit et d’autres systèmes par les mêmes questions (long, 3 Go la première fois)'
	@echo 'make bench      mesures de vitesse, à côté du tutoriel LangChain (docs/benchmarks.md)'

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -n '$(PYTHON)' && '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 ou plus récent est nécessaire et n’a pas été trouvé.' >&2; \
		echo 'Installez-le (https://www.python.org/downloads/), puis relancez. S’il est déjà là : make PYTHON=/chemin/vers/python3.11 install' >&2; \
		exit 1; }
	@test -x $(BIN)/pip || '$(PYTHON)' -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo 'Le dossier .venv n’a pas pu être créé.' >&2; \
		echo 'Vérifiez que ce dossier est accessible en écriture et que le module venv est là (Debian, Ubuntu : sudo apt install python3-venv), puis relancez.' >&2; \
		exit 1; }
	@echo 'Installation des bibliothèques dans .venv : quelques minutes la première fois.'
	@$(BIN)/pip install --no-compile -c constraints.txt -e '.[dev]' || { \
		echo 'L’installation s’est arrêtée (voir les lignes ci-dessus).' >&2; \
		echo 'Causes fréquentes : pas d’accès au réseau ou à l’index de paquets (vérifiez la connexion, le proxy, « pip config list »), ou disque plein (3 Go libres sont nécessaires). Rien n’est perdu : relancez la même commande.' >&2; \
		exit 1; }
	@touch $(STAMP)

demo: install
	@$(BIN)/assistant demo $(ARGS)

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_walls.py
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m 'not slow and not model' --ignore tests/test_walls.py $(ARGS)

test: install
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m 'not slow' $(ARGS)

test-slow: install
	$(BIN)/pytest -m slow $(ARGS)

# The real corpus and its questions are reported on where they are there; only ours decide.
eval: install
	@failed=0; \
	$(BIN)/assistant eval run offline --baseline evals/baselines/offline $(ARGS) || failed=1; \
	if [ -d ../shared/evals ]; then $(BIN)/assistant eval run real || failed=1; fi; \
	exit $$failed

# To commit with the change that explains why figures moved.
baseline: install
	@rm -rf evals-runs/baseline
	@$(BIN)/assistant eval run offline --out evals-runs/baseline
	@$(BIN)/python -m evals.runs.slim evals-runs/baseline evals/baselines/offline

peers: install
	@$(BIN)/python -m evals.peers --out evals-runs/peers --docs docs/evaluation/peers.md --docs README.md $(ARGS)

bench: install
	@$(BIN)/python -m evals.bench --docs docs/benchmarks.md $(ARGS)
