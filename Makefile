# Two commands for people: make run, make test. The others are for those who change something.
PYTHON ?= python3
KIM_STORE ?= data/store
KIM_PORT ?= 8501
export KIM_STORE KIM_PORT

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check format bench pictures

help:
	@echo "make run       Dashboard starten (beim ersten Mal mit Beispieldaten)"
	@echo "make test      alle Tests, auch die im Browser"
	@echo "make check     Form prüfen: ruff, sqlfluff und die schnellen Regeltests"
	@echo "make format    Form herstellen"
	@echo "make bench     Zeiten und Speicher messen"
	@echo "make pictures  Bilder aller Seiten nach docs/pictures"

run: $(VENV)/.run
	@test -n "$$(ls "$$KIM_STORE/manifests" 2>/dev/null)" || $(PY) -m kim demo
	@$(PY) dashboard.py

test: $(VENV)/.dev
	@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.libre_office
	@$(PY) -m pytest

check: $(VENV)/.dev
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/sqlfluff lint --nocolor queries
	@$(PY) -m pytest tests/test_architecture.py tests/test_catalogue.py

format: $(VENV)/.dev
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/sqlfluff fix queries

bench: $(VENV)/.dev $(VENV)-bench/.done
	@$(PY) -m tests.bench_checking
	@$(PY) -m tests.bench
	@$(PY) -m tests.bench_waiting
	@$(PY) -m tests.bench_exports

pictures: $(VENV)/.dev
	@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.libre_office
	@$(PY) -m tests.browser.pictures
	@$(PY) -m tests.pictures_of_exports

# The environment. Each stamp is renewed when its list of packages changes.
$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Werkzeuge für Tests werden eingerichtet …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)-bench/.done: requirements-bench.txt | $(VENV)/bin/pip
	@echo "Womit verglichen wird, wird eingerichtet …"
	@$(PYTHON) -m venv $(VENV)-bench
	@$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/bin/pip
	@echo "Die Python-Umgebung wird eingerichtet (einmalig, einige Minuten) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "KIM-Monitor braucht Python 3.11 oder neuer: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	    || { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -y -q python3-venv; } \
	    || { echo "Es fehlt das Paket python3-venv: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
