"""Certificates for tests, made by openssl."""
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificates:
    """An authority, and what it has signed: for servers, for clients; and a client that somebody else has signed."""

    folder: Path

    def __getattr__(self, name):
        """The path of a file: `ca_crt`, `server_key`."""
        return str(self.folder / name.replace("_", "."))

    def make(self):
        for authority in ("ca", "other"):
            self._openssl("req", "-x509", *self._key(authority), "-out", f"{authority}.crt", "-subj", f"/CN={authority}")
        self.sign("server", "ca", "serverAuth")
        self.sign("client", "ca", "clientAuth")
        self.sign("stranger", "other", "clientAuth")
        return self

    def sign(self, name, authority, usage):
        self._openssl("req", *self._key(name), "-out", f"{name}.csr", "-subj", f"/CN={name}")
        extensions = f"subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage={usage}\n"
        (self.folder / f"{name}.ext").write_text(extensions)
        self._openssl(
            *("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.crt", "-CAkey", f"{authority}.key"),
            *("-CAcreateserial", "-extfile", f"{name}.ext", "-out", f"{name}.crt", "-days", "100"),
        )

    @staticmethod
    def _key(name):
        return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key"

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)
