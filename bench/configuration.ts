// SPDX-License-Identifier: Apache-2.0

/** A configuration of at least so many bytes, with what configurations have: blocks, templates, heredocs, comments, loops. */
export function createConfiguration(sizeBytes: number): string {
  return repeat(sizeBytes, module);
}

/** One of nothing but small blocks, for which a parser needs the most memory per byte of what people may well generate. */
export function createBlocks(sizeBytes: number): string {
  return repeat(sizeBytes, (i) => `resource "t" "n${i}" {\n  name = "x${i}"\n  size = ${i}\n}\n`);
}

function repeat(sizeBytes: number, part: (i: number) => string): string {
  const parts: string[] = [];
  for (let length = 0, i = 0; length < sizeBytes; i++) length += parts[parts.push(part(i)) - 1]!.length;
  return parts.join("");
}

function module(i: number): string {
  return `variable "name_${i}" {
  type        = string
  description = "The name of thing ${i}, for use in resources"
  default     = "x${i}"
}

locals {
  list_${i} = [for s in var.names : upper(s) if s != "a\${s}"]
  map_${i}  = { for k, v in var.tags : k => merge(v, { extra = ${i}, other = [1, 2, 3] })... }
  cond_${i} = var.enabled && length(var.items) > 3 ? var.a.b[0].c : try(var.x[*].id, "none")
}

resource "aws_instance" "web_${i}" {
  count         = var.count_${i} + 1
  ami           = data.aws_ami.ubuntu.id
  instance_type = "t3.micro"

  tags = {
    Name        = "web-\${count.index}-\${local.suffix}"
    Environment = var.environment # the environment
    "quoted"    = format("%s-%d", var.a, 42)
  }

  dynamic "ebs_block_device" {
    for_each = var.disks
    content {
      device_name = ebs_block_device.value.name
      volume_size = ebs_block_device.value["size"]
    }
  }

  user_data = <<-EOT
    #!/bin/bash
    %{ for p in var.packages ~}
    apt-get install -y \${p}
    %{ endfor ~}
    echo "done \${var.name}"
  EOT

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [tags, user_data]
  }
}

// what others use
output "id_${i}" {
  value = aws_instance.web_${i}.*.id
}

`;
}
