# SPDX-License-Identifier: Apache-2.0
"""go-plugin's examples "grpc" and "bidirectional" in Python.

kv.py                                           is the plugin
kv.py host kv|counter [--clear] PLUGIN ...      is the host: prints what came of it as JSON
"""

import base64
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading

import grpc

from connections import SOCKET_DIRECTORY, Broker, Identity, MutualTls, call, dial, serve, service, unary
from messages import counter, health, kv, plugin

COOKIE = ("BASIC_PLUGIN", "hello")
SERVING = 1


def store_service():
    values: dict[str, bytes] = {}

    def put(request):
        values[request.key] = request.value
        return kv.Empty()

    return service(
        "proto.KV",
        Get=unary(lambda request: kv.GetResponse(value=values[request.key]), kv.GetRequest, kv.GetResponse),
        Put=unary(put, kv.PutRequest, kv.Empty),
    )


def counter_service(broker: Broker):
    values: dict[str, int] = {}

    def put(request):
        with broker.dial(request.add_server) as channel:
            question = counter.SumRequest(a=values.get(request.key, 0), b=request.value)
            values[request.key] = call(channel, "/proto.AddHelper/Sum", question, counter.SumResponse).r
        return counter.Empty()

    return service(
        "proto.Counter",
        Get=unary(
            lambda request: counter.GetResponse(value=values.get(request.key, 0)),
            counter.GetRequest,
            counter.GetResponse,
        ),
        Put=unary(put, counter.PutRequest, counter.Empty),
    )


def run_plugin() -> None:
    if os.environ.get(COOKIE[0]) != COOKIE[1]:
        sys.exit("This program is a plugin: its host starts it.")
    client_certificate = os.environ.get("PLUGIN_CLIENT_CERT")
    tls = MutualTls(Identity.create(), client_certificate.encode()) if client_certificate else None
    broker = Broker(tls)
    ended = threading.Event()

    def on_shutdown(_):
        ended.set()
        return plugin.Empty()

    def check(_):
        return health.HealthCheckResponse(status=SERVING)

    server, path = serve(
        [
            broker.service(),
            service("plugin.GRPCController", Shutdown=unary(on_shutdown, plugin.Empty, plugin.Empty)),
            service("grpc.health.v1.Health", Check=unary(check, health.HealthCheckRequest, health.HealthCheckResponse)),
            store_service(),
            counter_service(broker),
        ],
        tls,
    )
    certificate = base64.b64encode(ssl.PEM_cert_to_DER_cert(tls.own.certificate.decode())) if tls else b""
    print(f"1|1|unix|{path}|grpc|{certificate.decode().rstrip('=')}", flush=True)
    ended.wait()
    server.stop(0.1).wait()
    leave(0)  # The broker's stream never ends by itself.


def put_and_get(channel, _):
    call(channel, "/proto.KV/Put", kv.PutRequest(key="greeting", value="Grüße, 世界".encode()), kv.Empty)
    value = call(channel, "/proto.KV/Get", kv.GetRequest(key="greeting"), kv.GetResponse).value
    try:
        call(channel, "/proto.KV/Get", kv.GetRequest(key="nothing"), kv.GetResponse)
        is_missing = False
    except grpc.RpcError:
        is_missing = True
    return {"value": value.decode(), "isMissing": is_missing}


def count(channel, broker: Broker):
    sums = 0

    def add(request):
        nonlocal sums
        sums += 1
        return counter.SumResponse(r=request.a + request.b)

    helper = service("proto.AddHelper", Sum=unary(add, counter.SumRequest, counter.SumResponse))
    for value in [40, -5, 7]:
        add_server = next(broker.ids)
        server = broker.accept(add_server, [helper])
        request = counter.PutRequest(add_server=add_server, key="answer", value=value)
        call(channel, "/proto.Counter/Put", request, counter.Empty)
        server.stop(0)
    answer = call(channel, "/proto.Counter/Get", counter.GetRequest(key="answer"), counter.GetResponse)
    return {"count": answer.value, "sums": sums}


EXAMPLES = {"kv": put_and_get, "counter": count}


def run_host(example: str, *arguments: str) -> None:
    is_clear = arguments[0] == "--clear"
    command = arguments[1:] if is_clear else arguments
    own = None if is_clear else Identity.create()
    env = {**os.environ, COOKIE[0]: COOKIE[1], "PLUGIN_PROTOCOL_VERSIONS": "1"}
    if own:
        env["PLUGIN_CLIENT_CERT"] = own.certificate.decode()
    program = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        _, _, network, address, _, certificate, *_ = [*program.stdout.readline().strip().split("|"), ""]
        tls = MutualTls(own, to_pem(certificate)) if own and certificate else None
        if own and not tls:
            raise RuntimeError("the plugin does not encrypt its connection")
        channel = dial(network, address, tls)
        check = health.HealthCheckRequest(service="plugin")
        call(channel, "/grpc.health.v1.Health/Check", check, health.HealthCheckResponse)
        broker = Broker(tls)
        broker.join(channel)
        result = EXAMPLES[example](channel, broker)
        shut_down(channel)
        program.wait(timeout=5)
    except Exception as error:
        result = {"error": str(error)}
        program.kill()
    print(json.dumps(result, ensure_ascii=False), flush=True)
    leave(1 if "error" in result else 0)


def leave(code: int) -> None:
    """Ends the process, and threads that wait for what never comes with it."""
    if "PLUGIN_UNIX_SOCKET_DIR" not in os.environ:
        shutil.rmtree(SOCKET_DIRECTORY)
    os._exit(code)


def shut_down(channel) -> None:
    try:
        call(channel, "/plugin.GRPCController/Shutdown", plugin.Empty(), plugin.Empty)
    except grpc.RpcError:
        pass  # A plugin may be gone before its answer is.


def to_pem(certificate: str) -> bytes:
    der = base64.b64decode(certificate + "=" * (-len(certificate) % 4))
    return ssl.DER_cert_to_PEM_cert(der).encode()


if __name__ == "__main__":
    if sys.argv[1:2] == ["host"]:
        run_host(*sys.argv[2:])
    else:
        run_plugin()
