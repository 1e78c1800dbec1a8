"""A step of nbgrader's `generate_assignment`: students get a Python kernel, and lines to change."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from autograder.notebooks.kernels import FOR_STUDENTS
from autograder.notebooks.kinds import STUB


class StudentKernel(NbGraderPreprocessor):  # type: ignore[misc]
    """Comes after SaveCells, which keeps the kernel of the teacher's notebook in the gradebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Name the kernel that students have, and put a line to be changed where nbgrader, which
        knows one stub for all code, has put that."""
        nb.metadata["kernelspec"] = dict(FOR_STUDENTS)
        for cell in nb.cells:
            stub = cell.metadata.get("autograder", {}).pop(STUB, None)
            if stub is not None:
                cell.source = stub
                if "checksum" in cell.metadata.get("nbgrader", {}):
                    cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)
        return nb, resources
