"""The embedded AWS of estate: moto behind a gateway that repairs what moto drops or lacks (docs/sandbox.md)."""
