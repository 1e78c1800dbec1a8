"""A step of nbgrader's `generate_assignment`: what students get asks for Python."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebooks.kernels import FOR_STUDENTS


class StudentKernel(NbGraderPreprocessor):  # type: ignore[misc]
    """Comes after SaveCells, which keeps the kernel of the teacher's notebook in the gradebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Name the kernel that students have."""
        nb.metadata["kernelspec"] = dict(FOR_STUDENTS)
        return nb, resources
