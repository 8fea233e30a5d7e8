"""The networks of ConvLens.Benchmarks in PyTorch, but for those that torchvision has."""
import torch
from torch import nn


def he_initialised(net):
    """Weights by He, biases 0: with the default, thirteen layers of ReLU end in subnormal numbers, which no engine should be measured on."""
    for layer in net.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
    return net


def vgg16_features():
    layers, channels = [], 3
    for width, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(count):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)


def LeNet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10), nn.LogSoftmax(1))


def PulseNet(size, kernel):
    side = (size - 2 * (kernel - 1)) // 2
    return nn.Sequential(
        nn.Conv2d(1, 5, kernel), nn.ReLU(), nn.Conv2d(5, 1, kernel), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.01),
        nn.Flatten(), nn.Linear(side * side, 4096), nn.ReLU(), nn.Linear(4096, 1024), nn.Tanh(), nn.Linear(1024, 3), nn.Tanh())


class ColumnNorm(nn.BatchNorm1d):
    """Batch normalization whose features are the columns of the picture."""

    def forward(self, maps):
        return super().forward(maps.reshape(-1, maps.shape[-1])).reshape(maps.shape)


class DualNetMag(nn.Module):
    def __init__(self, size, code):
        super().__init__()

        def convolution(before, after):
            return [nn.Conv2d(before, after, 3, padding=1), ColumnNorm(size)]

        def block():
            return nn.Sequential(*convolution(2, 8), nn.LeakyReLU(0.3), *convolution(8, 16), nn.LeakyReLU(0.3), *convolution(16, 2))

        self.encoder = nn.Sequential(*convolution(1, 1), nn.LeakyReLU(0.3), nn.Flatten(), nn.Linear(size * size, code), nn.Linear(code, size * size))
        self.size, self.blocks, self.leaky = size, nn.ModuleList([block(), block()]), nn.LeakyReLU(0.3)
        self.out = nn.Sequential(nn.Conv2d(2, 1, 3, padding=1), nn.Sigmoid())

    def forward(self, down, up):
        maps = torch.cat([self.encoder(down), up.flatten(1)], 1).reshape(-1, 2, self.size, self.size)
        for block in self.blocks:
            maps = self.leaky(maps + block(maps))
        return self.out(maps)
