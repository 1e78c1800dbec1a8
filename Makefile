# Two commands are all that a newcomer needs:
#   make demo   an example class, graded, in demo/
#   make test   everything that has to hold

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
	--root-user-action=ignore

# Byte code is kept, whatever the environment says: thousands of processes are started in the tests.
unexport PYTHONDONTWRITEBYTECODE

# The buttons of JupyterLab, where it and its server look; an editable install leaves them out.
define BUTTONS
	@mkdir -p $(VENV)/etc/jupyter/jupyter_server_config.d $(VENV)/share/jupyter/labextensions
	@cp autograder_client/autograder_client.json $(VENV)/etc/jupyter/jupyter_server_config.d/
	@rm -rf $(VENV)/share/jupyter/labextensions/autograder-jupyterlab
	@cp -r autograder_client/labextension $(VENV)/share/jupyter/labextensions/autograder-jupyterlab
endef

.PHONY: demo test tests style-and-proof lint proof gpu-proof build rooms buttons messages lock clean

demo: $(READY)
	$(BIN)/autograder demo demo --again

# All side by side, since each leaves a core free for some of its time.
test: $(READY)
	@$(MAKE) --no-print-directory --jobs=3 style-and-proof tests

tests: $(READY)
	$(BIN)/python -m pytest -n 2

# What is said of style and proofs comes at once, not in between the dots of the tests.
style-and-proof: $(READY)
	@$(MAKE) --no-print-directory lint proof >$(VENV)/style-and-proof.log 2>&1; \
		status=$$?; echo; cat $(VENV)/style-and-proof.log; exit $$status

# The environment: made once, and again when what it is made of has changed.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Autograder needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making the environment in $(VENV), once: about 800 MB to download, most of it TensorFlow (3 GB on disk)."
	@echo "That takes 2 to 5 minutes; on a slow network, longer."
	@echo "(1 of 3) An empty environment ..."
	@$(PYTHON) -m venv $(VENV)
	@echo "(2 of 3) The libraries of requirements.lock ..."
	@$(PIP) --require-hashes --requirement requirements.lock
	@echo "(3 of 3) Autograder itself ..."
	@$(PIP) --no-deps --editable .
	@mkdir -p $(VENV)/etc/jupyter  # which an editable install leaves out
	@cp autograder/nbgrader_plugins/jupyter_config.json $(VENV)/etc/jupyter/
	$(BUTTONS)
	@echo "The environment is ready."
	@touch $(READY)

# Style, types, catalogs, and the generated files and picture: as they would be made now.
lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/autograder messages --check
	$(BIN)/autograder build --check
	$(BIN)/python -m tools.rooms --check

# Right answers pass, wrong ones lose points and get their own hint. What was proved by the same code
# is kept in proved.json, and a sample of it is graded again.
proof: $(READY)
	$(BIN)/autograder validate

# The same for the exercise that trains on MNIST, at its GPU setting. See docs/gpu.md.
gpu-proof: $(READY)
	$(BIN)/python -m pip install --quiet "tensorflow[and-cuda]==$$($(BIN)/python -c \
		'from importlib.metadata import version; print(version("tensorflow"))')"
	$(BIN)/autograder validate ex10_mnist --device gpu

# For authors: what is generated, and the texts to translate.
build: $(READY)
	$(BIN)/autograder build

# For maintainers: the picture of the rooms, after a change of imports.
rooms: $(READY)
	$(BIN)/python -m tools.rooms

# For maintainers: the buttons of JupyterLab, after a change in labextension (needs Node.js and npm).
buttons: $(READY)
	npm ci --prefix labextension --no-audit --no-fund
	$(BIN)/jupyter-builder build labextension
	$(BUTTONS)

messages: $(READY)
	$(BIN)/autograder messages

# For maintainers: the lock file, after a change of pyproject.toml (needs uv).
lock:
	uv pip compile --universal --generate-hashes --extra dev --no-emit-index-url \
		--no-emit-find-links --no-header --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache
