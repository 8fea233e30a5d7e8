using System.IO.Compression;

namespace ConvLens.Files.Tests.Hdf5;

/// <summary>Small files of HDF5's own library, deflated.</summary>
internal static class Hdf5Samples
{
    /// <summary>Every new structure: seven indexes of chunks, a group and an object with more members and attributes than headers keep. Datasets hold 7×5 numbers, i / 2.</summary>
    public static byte[] Newest { get; } = Unpack(
        "H4sIAAAAAAACA+1cDVBU1xU+9+3bZV3Y5UcERIsLogF/4vInmCg+kJ8FUQkgOqZ1ln9oBVZFJTUki2MMKmNJ619HqhB1rNoSEn9njMkaaeI4sTIxZmja6VASE5vaBlvTwdFo77vvvn37NqgrwYrknZnDuffce96977v33HfPfW/ZaE5J0+uC"
        + "dSqtFkS6SykmR8ibqH7GH5PKF5hTchjj4Xr0M2eu1TGAADTegAVbXFBTcJbaUFVlQdULhRME1Sg/YAEWpAs53yBBMn7OTYsEY+G+FHOsz/++XRIumxUqVP8rlbAYHhmtT8n6mnQJAULhuAcMQh60TE2la17lD8jXOI7HBZMRArUQ+DJfju9B"
        + "pdPie2AR0AFqFBtqgSFPyZs3BxAsQl2Hp3FwsBmhbcLYSJjMBrBhtmMGDtfGzGG2YLZhbsLcgrkdsx1zJ+ZuzL2YIQlAi9kHcxBmI+YIzCbMCZg5zGbM2ZgXY7ZgLsdsxVyL2YZ5PeaGJGiDJ4zeLDxf0P84wWCNky8glgEVYlmWaRTXmtYn"
        + "AJsv685UDao/qzwDADEMvzwhUgM5Utof4dnMMCrkoWZRvFMnGkfQxNrHisXr13r/NMhY+PFYSAioSC2y4tHZotJZxUtuGkrz4irj3ZSWm5sKbJigQLMRnOEThz6r2nMvq7Qkcwogg44VB5beW8TF94+lJaUkAxLv9iwd8gTy9xbNCc/DQJ2Q"
        + "myZck+aChcdr9foDyXm4FU/+iRGCNcURHH3IsiC2G1n7od2pW0Nj3fxOX1z74doH1/b5vjtTk0u+2yUflCTPu/bdtd+ufXYlzkVX7pJvSLrfjKpdWmRpMZQn2Fu6mzpNBWc2qAJDXrR0+zRld5rarb3aBvO5iN+Wl//d0n7ixBqO2bITIKVh"
        + "1G94M1Ct1WzQGBOhQ2fw8jJwzdCh596Ghni4jozvQMc4284zr9XXqxrUY9HUN3SRB47UnuLtLFYLh0Z29nl39vltOTcTlpxmNlXtVrfxZdnWYksnFKqMx6HQ22iAHq1xPvQwxjbo0RirUGEewJ1lmpvMim27+OpWazGHRpffNsQmTgLIO4Bu"
        + "vHQ6t3EozS8CFFJ7aDaoudtnEOjameUEhPYy3HuLpQs6vLaAfh+6zmvLsdaMtQnQMXYLBOQxB3ltguWivbPbbrciHsox61WhFEbLTujwti1+zxf8QplNIn69PGClFgDDGNTMKzuxUgs9OqL09kRHeaUJKxt4VInyFvqQV7ZjpRl6AojS5xLq"
        + "piBbzkGPgSh9D6MbvNLIBhsiEsJjp3RZu9/z0BiQZu3atR5B1poaFk6O1UWSOl4T4brKuB0KPcKvaTvA9LnQSbu3f6zXlJlMmJ9uUvAS7sX0cOhRwbrzmptC6Vhbgqrh2Ras92Igcj264VgxuqnspbKPuoDoCnSl4eiznvOi0odKPyr9qQyg"
        + "ki5VXDCVNALgQqg0Ukm38hxdfbnxVIZTSaMNbiKVT1EZQWUklZOonEzlFCqnUvk0ldOoNInSJsgoh/8mwExIxAAkQTLMgRRbCqTaUiHNlgbptnQwc2ab2W6GDC7DlmHPgEwu05Zpz4S53FzbXPtcyDJmcVnChWzUTTinZc9OXQKoKxipCyik"
        + "0PegB+3mxEDcvd2cNoDu25CaZY0s66NL9KWGzUMbhxW/PNJHdnP/oX6O5iE4wid2/qPim3tZpfK7OdAaWR9W51qGqNzusi+m6x1soMjMeubdqalJGckAIlYWeq0aKhuobKay3U8+Nj8U+qjcsjqV3yM7kCJoUFQ6qOzS/X/RmXC5daG7MZFo"
        + "84CYyAvHRMgpKhS9ikXUq14RJ1Hj0PKi9NIdfyCxhxoYwAEIH3uk0gemF9AdALz66eWo77oRMtzXjf5Lpc7FjS7QxLNvzfuCuBESwbmmc665yJOePgqC5oRNxzJZmXfAD9O9rLu21xH3ciBIEJIhVS9DaoqsbLusLFmWOyzLOU53h0Cu82yo"
        + "1d2HoJvue+/jnUDpWEPNR+fFEZ+IbdUPAfd9/rT1AnFfLe++vsR9Y8yu7nvB07JGOuHNy0oDTzsd3vB+L/s5LQ3q17Fv09IQmVakYNpqoKxUlDdfyq4HhRRSSCGFFFJoiJ0f9Ps2KHQ2fZnNQawnxN5Vyd90R9FnfpD4mG8Z+jiEtOtfSMsx"
        + "Z5MbZsBHKhE3jbPp3Yivi/gtlky6BDgPItbJEtGNKIKYbFFnutp5xzUWyw8T2xBbCd09Rp2Wy59iiP1z3WNJ7WVDLRgdJYkezm+dJHnowqstZFeo/qrv5STYxkdU0PrR9Byw4qQffNviXQJvEe219rKtJCQYBc/s//1OmEQq3Ll+59ewDidH"
        + "Qlvi3d0wkyRnVarbYQHw29LkReffhH04aYA5YWF2sOCkD7Q9v9Gs+OMTvCoYvemE9gGdGnTeIF8VMvRC3TR4claFG4ZP/+nG50kF9MwxR4y7H+XnSeGlWx3DQ9cQdz4/+oXesewIZH/yp+mxJRdPDwSLXw1DLK5cOTp1IFjsGIZYfBBb7z0Q"
        + "LHYNQyzefS2oZSBY7BmGWNT/1DwgH9k7DLHwje/7diBYHBiGWIwwFGwbCBaHhyEWZ4+WrhwIFm8MQyyWVreOun9QOI9GWeJb53sFhV7fLyicL+oKu975RAj35j1kuOfl23+415xQN0EI98ZDJkOiOT2o9l0MgQySPJR8yQQ7SLD22eq6WthP"
        + "kuauf++GIlJhUW72HvJlpx6uFvS2km8a9bB647ZDJGDUw9LNuksQRpLTzuZ/TOJBPVhPln4JdSR568eltyCfJIP2PxekhF+PLdx7CH8/Mgz9/ebBynEDweLEMMTiX7ePXx4IFqeGIRZtKeWvk4+L/kZ/9IRqETSQhfrK8px8t66RPmdBFhJO"
        + "R2TrtYbKmpLaGqNJWv5l+ijxw3oXfbSEs0wfIx3NyPSxUl6mj5OOdGT66SD+akmuj8d7pv70CdLxp0w/w/HBhqMd4b5MjiejXC99X9JpUNZnhRRSSCGFFFJIIYUUUkghhRRSaDCJnPbzRx79nvbX0kMb8RjIcfjCyq/yEKf9Dkvh0hH8aX+m"
        + "qMv2aR0jnPbXunXaH+EoqYgT9GNALrui//wXctqvha/4mrH8zQGcSg30h3VOiq8Ds8fDSyApmjPvxpGvvkTF7ypWzYIQ/rQqTlAY3q9Jh1wnRczP1XmQ6WSyfdzWhRDs1MqV8311wo9PqGLvadvbcNypxsnNF8/BF041Phg9+RrMd6pxrOng"
        + "3ZIDH1coc9ftOW5OSXb8+yZCu1r3jleBCvz56VhggtEIkenv45hP5Acl5EzvYJw0AyWbKLdsGJlNtFs2KplNjFs2rMwm1i0btcwmzi0bjcxmuls2HjKbeLdstDKbBLdsRshsZrhloyM2rDim954IHk5GnnKjKLeMvBQ3fLz+L36yyNOlmXkj"
        + "ETCVpm8miL7NVEahp6RMtD5CysSMjpQysRMmSZm4qMlSZvqsKVImPmOqlElY+LSUmZEaLWZUlVGm52KcclE/iVWG69GMv/gf9XjatnzTJQS6ouqqmoqyVdWrVuY7dhseRdWV1oKimkJG1GgrKq3LKooqasR/gYRAs7KiqmxZyUS1qFCXVtSW"
        + "FEdrHFcpW1G9BteR3n1pqSYqbaSoYmtWlJSoAx3DX1hRJv6vEFxYXrCsND9cGbxBoP8BiD0DdTNSAAA=");

    private static byte[] Unpack(string text)
    {
        using GZipStream gzip = new(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
