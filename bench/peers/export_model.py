#!/usr/bin/env python3
"""Writes a network with He-initialised weights as ONNX, batch left open. Usage: export_model.py NETWORK FILE. All but vgg16_features need torchvision."""
import sys

import torch

from networks import he_initialised, vgg16_features

name, file = sys.argv[1:]
torch.manual_seed(0)
if name == "vgg16_features":
    net = vgg16_features()
else:
    from torchvision import models
    extra = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    net = getattr(models, name)(weights=None, **extra)
axes = {"input": {0: "n"}, "output": {0: "n"}}
torch.onnx.export(he_initialised(net).eval(), torch.rand(1, 3, 224, 224), file, opset_version=13, input_names=["input"], output_names=["output"], dynamic_axes=axes)
