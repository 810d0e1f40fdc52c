# SPDX-License-Identifier: Apache-2.0
"""The messages of go-plugin and of its examples, described here in place of generated code."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
KINDS = {
    "string": FIELD.TYPE_STRING,
    "bytes": FIELD.TYPE_BYTES,
    "bool": FIELD.TYPE_BOOL,
    "uint32": FIELD.TYPE_UINT32,
    "int32": FIELD.TYPE_INT32,
    "int64": FIELD.TYPE_INT64,
}


class Messages:
    """The classes of one package's messages, by name. Fields are numbered from 1, in their order."""

    def __init__(self, package: str, **messages: dict[str, str]) -> None:
        file = descriptor_pb2.FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto3")
        for name, fields in messages.items():
            message = file.message_type.add(name=name)
            for number, (field, kind) in enumerate(fields.items(), start=1):
                added = message.field.add(name=field, number=number, label=FIELD.LABEL_OPTIONAL)
                if kind in KINDS:
                    added.type = KINDS[kind]
                else:
                    added.type = FIELD.TYPE_MESSAGE
                    added.type_name = f".{package}.{kind}"
        # A pool of its own: both examples have a proto.GetRequest.
        pool = descriptor_pool.DescriptorPool()
        pool.Add(file)
        for name in messages:
            descriptor = pool.FindMessageTypeByName(f"{package}.{name}")
            setattr(self, name, message_factory.GetMessageClass(descriptor))


plugin = Messages(
    "plugin",
    Empty={},
    Knock={"knock": "bool", "ack": "bool", "error": "string"},
    ConnInfo={"service_id": "uint32", "network": "string", "address": "string", "knock": "Knock"},
)
health = Messages(
    "grpc.health.v1",
    HealthCheckRequest={"service": "string"},
    HealthCheckResponse={"status": "int32"},
)
kv = Messages(
    "proto",
    Empty={},
    GetRequest={"key": "string"},
    GetResponse={"value": "bytes"},
    PutRequest={"key": "string", "value": "bytes"},
)
counter = Messages(
    "proto",
    Empty={},
    GetRequest={"key": "string"},
    GetResponse={"value": "int64"},
    PutRequest={"add_server": "uint32", "key": "string", "value": "int64"},
    SumRequest={"a": "int64", "b": "int64"},
    SumResponse={"r": "int64"},
)
