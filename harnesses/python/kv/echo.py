# SPDX-License-Identifier: Apache-2.0
"""A host and a plugin that tell what kind of key the other side has: for the matrix of certificates of rpcplugin.

echo.py KIND NETWORK                  is the plugin
echo.py host KIND PLUGIN [ARGUMENT]   is the host: prints both kinds as JSON
"""

import base64
import json
import os
import ssl
import subprocess
import sys
import threading

import grpc
from google.protobuf import empty_pb2, wrappers_pb2

from connections import Identity, MutualTls, call, dial, kind_of, serve, service
from kv import leave, to_pem

COOKIE = ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")


def run_plugin(kind: str, network: str) -> None:
    tls = MutualTls(Identity.create(kind), os.environ["PLUGIN_CLIENT_CERT"].encode())
    ended = threading.Event()

    def shut_down(_, __):
        ended.set()
        return empty_pb2.Empty()

    def peer_key(_, context):
        return wrappers_pb2.StringValue(value=kind_of(context.auth_context()["x509_pem_cert"][0]))

    def unary(handle):
        return grpc.unary_unary_rpc_method_handler(
            handle, empty_pb2.Empty.FromString, lambda answer: answer.SerializeToString()
        )

    services = [
        service("plugin.GRPCController", Shutdown=unary(shut_down)),
        service("foundry.harness.v1.Echo", PeerKey=unary(peer_key)),
    ]
    server, address = serve(services, tls, network)
    certificate = base64.b64encode(ssl.PEM_cert_to_DER_cert(tls.own.certificate.decode())).decode()
    print(f"1|6|{network}|{address}|grpc|{certificate.rstrip('=')}", flush=True)
    ended.wait()
    server.stop(0.1).wait()
    leave(0)


def run_host(kind: str, *command: str) -> None:
    own = Identity.create(kind)
    env = {**os.environ, COOKIE[0]: COOKIE[1], "PLUGIN_PROTOCOL_VERSIONS": "6"}
    env["PLUGIN_CLIENT_CERT"] = own.certificate.decode()
    program = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        _, _, network, address, _, certificate, *_ = program.stdout.readline().strip().split("|")
        # The only one that this side takes, so it is the one that the other side has shown when a call succeeds.
        peer = to_pem(certificate)
        channel = dial(network, address, MutualTls(own, peer))
        seen = call(channel, "/foundry.harness.v1.Echo/PeerKey", empty_pb2.Empty(), wrappers_pb2.StringValue)
        result = {"host": seen.value, "plugin": kind_of(peer), "network": network}
    except Exception as error:
        result = {"error": str(error)}
    program.terminate()
    program.wait()
    print(json.dumps(result), flush=True)
    leave(0)


if __name__ == "__main__":
    if sys.argv[1] == "host":
        run_host(*sys.argv[2:])
    else:
        run_plugin(*sys.argv[1:])
