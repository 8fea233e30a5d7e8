"""What is compared."""
from typing import NamedTuple, Optional


class Job(NamedTuple):
    peer: str  # "onnx", "torch", or "peak": the machine's own
    network: Optional[str]  # what ONNX Runtime runs
    target: Optional[float]  # our time over the peer's to reach, or our share of the peak
    turns: int
    runs: int  # in each turn
    title: str
    apart: bool = False  # each turn in a process of its own that ends with it: for those so large that one's memory slows the other


JOBS = {
    "vgg16-forward-b1": Job("onnx", "vgg16_features", 0.60, 15, 3, "VGG-16 features forward, 1×3×224×224"),
    "vgg16-forward-b8": Job("onnx", "vgg16_features", 0.60, 7, 1, "VGG-16 features forward, 8×3×224×224"),
    "vgg16-input-gradient": Job("torch", None, 0.50, 9, 2, "VGG-16 features forward and input gradient, batch 1, weights frozen, the peer's better layout"),
    "googlenet-forward": Job("onnx", "googlenet", 0.80, 31, 6, "GoogLeNet (torchvision's form) forward, batch 1"),
    "resnet50-forward": Job("onnx", "resnet50", 1.00, 21, 4, "ResNet-50 forward, batch 1"),
    "mobilenet-v2-forward": Job("onnx", "mobilenet_v2", 1.00, 31, 12, "MobileNet-v2 forward, batch 1"),
    "squeezenet-1.1-forward": Job("onnx", "squeezenet1_1", 1.00, 31, 12, "SqueezeNet 1.1 forward, batch 1"),
    "lenet-epoch": Job("torch", None, 0.20, 3, 1, "LeNet-5, one epoch of 60,000 in memory, batch 128, Adam"),
    "pulse-100-step": Job("torch", None, 0.08, 3, 1, "pulse network 100², K 20, one step of 1,000, SGD"),
    "pulse-500-step": Job("torch", None, 0.10, 3, 1, "pulse network 500², K 25 (213 M parameters), one step of 16, SGD", apart=True),
    "dualnet-32-step": Job("torch", None, 0.20, 15, 3, "DualNet-MAG 32×32, one step of 200, Adam"),
    "dualnet-128-step": Job("torch", None, 0.14, 3, 1, "DualNet-MAG 128×128 (201 M parameters), one step of 200, Adam", apart=True),
    # Each turn: products, then the peak for as long.
    "gemm-1024": Job("peak", None, 0.85, 41, 2, "matrix product 1024³, B packed before, as weights are"),
    # The most that a product can come to here: its innermost loop on numbers that are near.
    "gemm-loop": Job("peak", None, None, 41, 2, "the innermost loop of that product alone, on the same packed numbers"),
    # What a library's product takes beside ours: how near to the peak this machine lets anybody come.
    "gemm-1024-packing": Job("torch", None, 1.00, 31, 6, "matrix product 1024³, packing of B included"),
}
