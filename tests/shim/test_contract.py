"""The names in shim/contract.h are the ones that the shims spell."""
import glob
import os
import re
import unittest

from fork_server import ROOT

# What the emulator provides for the user and the SDKs; the shims do not read it.
NOT_OURS = {"env_runtime_dir", "env_initialization_type", "env_region", "env_default_region", "env_access_key",
            "env_secret_key", "env_session_token"}


class Contract(unittest.TestCase):
    def names(self):
        with open(ROOT + "/shim/contract.h") as file:
            return dict(re.findall(r'constexpr std::string_view (\w+) =\s+"([^"]+)"', file.read()))

    def sources(self):
        files = glob.glob(ROOT + "/shim/python/**/*.py", recursive=True) + glob.glob(ROOT + "/shim/node/*.js") + \
            glob.glob(ROOT + "/shim/node/lib/*.js")
        text = ""
        for path in files:
            with open(path) as file:
                text += file.read().lower()
        return text

    def test_the_programs_are_where_it_says(self):
        for name in ("python_fork_server", "python_bootstrap", "node_bootstrap"):
            self.assertTrue(os.path.exists(os.path.join(ROOT, self.names()[name])), name)

    def test_the_shims_spell_the_same_names(self):
        sources = self.sources()
        for name, text in self.names().items():
            if name.startswith(("env_", "header_", "packet_")) and name not in NOT_OURS:
                with self.subTest(name):
                    self.assertIn(text.lower(), sources)
        for path in ("invocation/next", "/response", "/error", "init/error", "/2018-06-01/runtime/"):
            self.assertIn(path, sources)


if __name__ == "__main__":
    unittest.main()
