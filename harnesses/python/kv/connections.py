# SPDX-License-Identifier: Apache-2.0
"""gRPC on Unix sockets, in clear or with mutual TLS, and go-plugin's broker without multiplexing."""

from concurrent import futures
from dataclasses import dataclass
import datetime
import itertools
import os
import queue
import tempfile
import threading

import grpc
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from messages import plugin

OFFER_SECONDS = 5

# The socket's path is no name that a certificate has, nor one that Go takes for an authority.
CHANNEL_OPTIONS = [("grpc.ssl_target_name_override", "localhost"), ("grpc.default_authority", "localhost")]


KEYS = {
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "RSA-2048": lambda: rsa.generate_private_key(65537, 2048),
    "RSA-4096": lambda: rsa.generate_private_key(65537, 4096),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
}


def kind_of(certificate: bytes) -> str:
    """The kind of a certificate's key; of PEM."""
    key = x509.load_pem_x509_certificate(certificate).public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA-{key.key_size}"
    return f"P-{key.key_size}" if isinstance(key, ec.EllipticCurvePublicKey) else "Ed25519"


@dataclass
class Identity:
    """A certificate for one run, and its key."""

    certificate: bytes
    key: bytes

    @classmethod
    def create(cls, kind: str = "P-256") -> "Identity":
        """With a key of that kind, as rpcplugin names them."""
        key = KEYS[kind]()
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.datetime.now(datetime.timezone.utc)
        usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(seconds=30))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage(usages), critical=False)
            .sign(key, None if kind == "Ed25519" else hashes.SHA256())
        )
        return cls(
            certificate.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )


@dataclass
class MutualTls:
    own: Identity
    peer: bytes


def unary(handle, request, response):
    """A handler of one message for one message."""
    return grpc.unary_unary_rpc_method_handler(
        lambda message, _: handle(message),
        request_deserializer=request.FromString,
        response_serializer=response.SerializeToString,
    )


def service(name: str, **methods):
    return grpc.method_handlers_generic_handler(name, methods)


def call(channel, path: str, request, response, timeout=10):
    method = channel.unary_unary(path, type(request).SerializeToString, response.FromString)
    return method(request, timeout=timeout)


SOCKET_DIRECTORY = os.environ.get("PLUGIN_UNIX_SOCKET_DIR") or tempfile.mkdtemp(prefix="plugin")


def serve(services, tls: MutualTls | None, network: str = "unix"):
    """A running server, and its address: the path of its socket, or 127.0.0.1 and a port."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=10))
    server.add_generic_rpc_handlers(services)
    path = tempfile.mktemp(prefix="plugin", dir=SOCKET_DIRECTORY)
    target = f"unix:{path}" if network == "unix" else "127.0.0.1:0"
    if tls:
        credentials = grpc.ssl_server_credentials(
            [(tls.own.key, tls.own.certificate)], root_certificates=tls.peer, require_client_auth=True
        )
        port = server.add_secure_port(target, credentials)
    else:
        port = server.add_insecure_port(target)
    server.start()
    return server, path if network == "unix" else f"127.0.0.1:{port}"


def dial(network: str, address: str, tls: MutualTls | None):
    target = f"unix:{address}" if network == "unix" else address
    if not tls:
        return grpc.insecure_channel(target, CHANNEL_OPTIONS)
    credentials = grpc.ssl_channel_credentials(tls.peer, tls.own.key, tls.own.certificate)
    return grpc.secure_channel(target, credentials, CHANNEL_OPTIONS)


class Broker:
    """Either side's; the stream between the two is for the host to open."""

    def __init__(self, tls: MutualTls | None) -> None:
        self.tls = tls
        self.ids = itertools.count(1)
        self.outgoing: queue.Queue = queue.Queue()
        self.offers: dict[int, queue.Queue] = {}
        self.lock = threading.Lock()

    def accept(self, service_id: int, services):
        server, path = serve(services, self.tls)
        self.outgoing.put(plugin.ConnInfo(service_id=service_id, network="unix", address=path))
        return server

    def dial(self, service_id: int):
        offer = self.offer(service_id).get(timeout=OFFER_SECONDS)
        return dial(offer.network, offer.address, self.tls)

    def offer(self, service_id: int) -> queue.Queue:
        with self.lock:
            return self.offers.setdefault(service_id, queue.Queue())

    def receive(self, announcements) -> None:
        try:
            for offer in announcements:
                self.offer(offer.service_id).put(offer)
        except grpc.RpcError:
            pass  # The other side is gone.

    def announcements(self):
        while True:
            yield self.outgoing.get()

    def service(self):
        """The plugin's end of the stream."""

        def start_stream(announcements, _):
            threading.Thread(target=self.receive, args=[announcements], daemon=True).start()
            yield from self.announcements()

        handler = grpc.stream_stream_rpc_method_handler(
            start_stream,
            request_deserializer=plugin.ConnInfo.FromString,
            response_serializer=plugin.ConnInfo.SerializeToString,
        )
        return service("plugin.GRPCBroker", StartStream=handler)

    def join(self, channel) -> None:
        """The host's end."""
        start_stream = channel.stream_stream(
            "/plugin.GRPCBroker/StartStream", plugin.ConnInfo.SerializeToString, plugin.ConnInfo.FromString
        )
        announcements = start_stream(self.announcements())
        threading.Thread(target=self.receive, args=[announcements], daemon=True).start()
