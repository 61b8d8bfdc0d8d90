"""What the binary costs: its size, what it links, and the memory of an idle process."""
import re
import subprocess

from windsock import BINARY, Windsock, wait_until

MEGABYTE = 1_000_000


def test_the_binary_is_small():
    assert BINARY.stat().st_size < 20 * MEGABYTE


def test_the_binary_links_no_runtime_of_swift():
    libraries = subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=True).stdout
    assert "libmicrohttpd" in libraries
    assert not re.findall(r"libswift\w+|libFoundation\w*|libdispatch", libraries)


def test_the_binary_holds_no_foundation():
    """Swift's mangled names begin a module's name with its length; the C part has its symbols' prefix."""
    assert not re.findall(rb"10Foundation\w*|20FoundationEssentials\w*|_CFRuntime\w*", BINARY.read_bytes())


def test_an_idle_process_comes_to_rest_in_little_memory():
    with Windsock() as windsock:
        wait_until(lambda: resident_bytes(windsock.process.pid) < 10 * MEGABYTE, "less than 10 MB resident")


def resident_bytes(process):
    """What `ps` shows as RSS."""
    with open(f"/proc/{process}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+) kB", status.read())[1]) * 1024
