using System.IO.Compression;

namespace ConvLens.Files.Tests.Torch;

/// <summary>Small files that PyTorch 1.13 and NumPy 1.24 wrote, compressed and in base 64.</summary>
internal static class TorchFixtures
{
    /// <summary>A checkpoint as PyTorch 1.13 writes it: views of every kind and numbers of every type below <c>state_dict</c>, an optimizer, arguments and a NumPy number beside it.</summary>
    public static byte[] Archive => Unpack(
        "H4sIAAAAAAACA6WYa3QbRxXHV5JjOxvHUdNADC2tSQLIkNqWH7JCktpRgtJ2W9fepLAEgrxarS0RWau7O3LrUjVui50ECqQl0LhP8wgUyiNAgYRCCS0tb2ih7YeenEMPnNPwsR/4AP0S7sys5Z0ViRprz7mWtDv/371zd+6dOR5RQg2S1Nws"
        + "VV1haa2k20Y2N2V2ZXSidxYP5JOJVmmfcM0EyyBFtBUoMIuWkYWAEtJW4i+rSHKTudtNG3BEiI9wiE5MaCjDCkUqQ6MWoqrbitBkEAs9daZKJJd35JRtpku5fCZFzIJj2ampHhmaIxGtiSEsW58wYSWXyMm8pZM9/KYMshbAMd2wiqGNYgla"
        + "lBCB1aOKpIRmoVUJzMKaI4Zh5fOmQXJWwZFvtjOmbWZ25QwiQ7hDhcsIrFXhcsfRWpBR1G19MjVhW6WiA+v2w9vK8PaIFsQneRvW7x48PU+vB7XGxbEOtO2HdyiSXtJLmrw46VQG+fDOLHVwRURbRaOzClOdt5q5iSyBK7M4v+zKLI8/Cu/K"
        + "tihtBK7CuCNKUAmhBQlcHVFalAb8HiDQfoSx3k1ggwobWcYZMK87BDYJuB54D8e9V8S9j+ICSiPNUITjOgi8X4UPLMVHSnbBzMBmAdgL13BgpwjsiiAuiNBGAt0cGCXQo0Ivi2/cWJxun4Drg/4s08TYa1KCczCAoNAcxDlkC4EPqrBVo4vU"
        + "yer4tjp12CYw+mE7MmQC147SeGZhkL7qIa7fQSChwk6vPg27FvVZV/kh6r1hFpJUvpsrryNwvQo3sPDZ2zUJLmjlAsu1MkKGG4XoYnAT+sAMDVMfwVm4mUY3wn2MElBV2HOY/dh7CG5R4cMa1qSU1fPj8BEOclf7dXirstg1xh6Aj3L2Ppf9"
        + "Mcr+OGfvJ/AJFVJsdabHaanAmABMsPqJxipQnUHjkOZQw4VmKNTk0HECEypkGTRjldJ5E3ICdBe7WUF+kiG3wAGOzLvISYoscKRFoKgCsGnnCiQOtgDciS+tgnNY9UW7gXBeyeVNUd6tnHcbgWkVbmdNB3nRGHxKAO7JWvZS17iDE6NQ5sQ7"
        + "XeJBSpzhxLsI3K3CPYvE3h74tEC8vrDEm+W8HpjjvEMu7zDlHeG8zxD4rAr3Ml6JTflz4ouZJksZ/DwH9sIXOPCoC7yPAu/nwC8SOKbCl1gK05aVhy+LPLxV4T3AeX1wnPPmXd6DlPcQ5z1M4BEVHtUux5GF0mQqrRMjazopYuvGAWwJjwn4"
        + "G63CRAW/wPH98BXEY6/6KuI7Ojj2awS+rsIJVovY+vVCBlnfqFQLE8bgm1z4OIuLdoJv4RdpDr7NIU8Q+I4K3+W7zmSRTMP3RMIAfB8JEoGTlCDNwg/ozH7I1T8i8KQKPy6V4SessFNYszrd4eCnZTil0b0PTpfhZ2y/mTJtB/cJeEoJOI6T"
        + "ZunV7QkHfm7gB1a8Y8rDWPVOUTdw6r/ouAueLsMvI1nP3kCXfwHODJe4PG1ii/6VgUktTncalm12TpbyJKfbtj4tO4ae17GBPMOfyxkyXUTus2xe43H49ZHDh+A5FZ6P4D5LwdvgN8PDwzecx4v9obP+bdpIGVbGNBzZLNAvMvyOTZVfzy4M"
        + "wu9Z+eZ1kitE4Q9z8EcV/jQHf1bhLyxGxzQL8IKRStHOhmNSKdkxcYN8cT/8lXV5cxb+psJLpc4Rpan51Y3zpwL4RqmNXPBA0SrtFA4UXd3JxKDvOHHJlyTNDC4aDeXY8B1n6b5N7WKhxMVQoslEn7Q8/+y6Fv2jnUGTMJZ2tCG0MTe2o2gL"
        + "aCfRzqC9gPYa2hto0hDGiBZGa0NrR4ugdaPFh+icdm//x4YxHDh20TmtkTb65oT5vbrWpA7OUA+v//v5BrrAgjU87PB5wLRtr+8NBoLnz9MI/nXnvk104TXUiGDQF0FPMrFVqmv9BCRaNjSGrs3PFanT5hoxbPXF0JtMDCw3hvMB6vmKv795"
        + "Yjn576s//xL1//TGZ7Tl+O+v23+Ty6ZRFF85Zy0n/7E68o91yWrM3PDYf8X1J72l9TdQ5/q7WI9aJ/rCpR6WLtB/3D5D+1C7229oPxpy+w7tS2Oe/iO5fYb2oWa339B+FHb7Du1LbZX+8+Zc/NXa/adV2iTGi2XRLr21/jnjxjSENjNE3wnG"
        + "SWNCw0UnhdHa0brRhtBG0MbQimgzaIfRjqIdR1tAexztJNqpHTT+u3ecLSwj/r564qd+1x89d18bPmir4Xez6BeLKiJd2v5TO380nty5E69H8EakRjxXivFgebVJF/bPfVL+A3tfOVi7flulbSIfSyi+7BLCFX+G+o69/PKx2vtHKyZJ8B1P"
        + "JrbV1cCwmpj/ptF9/1yG/y31+kfowvz86UHXAYvlicF7nwyz/+BcvI/2VmJxT7nJRNelBtMrU48vPjpxy9L+EaAfFZ/ew2G4Kgr/f5j8au95rlVQjjZLvuOkX+s9N4nas35t1K/1nojWCNqTK/3aKsfew4woXiv7xVWevacQUXysStzjF3sP"
        + "EqK4bZVf3OsXe08Bovj+KnGfX+zdvH1zbvGL+/1i7+4rio9XiWOL4v+/QXuvdav94gG/Z+/eJq6RGb+4KtnefUXUdrf6tFW59u4NovYNv7Yq1d4+Lmqza3zaqkx7e7So/Y9fG/NrvT1W1Gphn7Yqz97+KGpf8mvjfq23n4navZf5tFv8Wm9n"
        + "EhfHax6t2/9GlMbGze7jq0LXLK0j3+dTDfxTXbt4eG1k59jV6/nvALu3opFr1rHxfOz/AKsH6sVvFwAA");

    /// <summary>The same checkpoint in the format before 1.6.</summary>
    public static byte[] Legacy => Unpack(
        "H4sIAAAAAAACA5WWZ3TbVBTHZTtNUjVt05aRMsN2GMFxEsdmNOmgS23aqgwzgirLSmxwLP+l50IA0xRImpZVdlsKhF122ZQZ9oayvvOVb3zlHM4p9z3JdizgcNDJ35Ge3vvd++579z6NBnfIuT/3Lv+j9ap96xe2jwbX/hai3xKkcLJZkqSC"
        + "bTHLsHLaZtN2slYeAeqQnE1vclnGcqZm5tNZPY/gRFKmRjZSMDUne53pIFRCXTg5gxqdjGUzzFCCyRA9ZfMM9Updso4zrPwQGpS6YrFsk/c3C5aRQUAJJWfSk1Vg2WEi2qAeIY/IdGairkRQqYR6wTWvLaDBYJZtZNq1IsvmHFmzzVQxm0tr"
        + "zMw7lq1tjspoDIeTDQJh2fqQiZnuEHl5ztLZRrdRhixMJ6KxeKKrOxbBLGHCKBTRpIT6GWZvUCQlNIY5SmAMc7cbFKGcaTAKkCOvs9OmbaaXZQ0mo7lNxTyG+SoWOE6yiUdUt/Vhbci2igUHhw3g8BKOCCeDPBo2jlzRe2A3v/Yk68t9HbQM"
        + "YKEi6UW9KIIsZq+liY+jMtzA0eHkLO6eld/cfo2ZHcowHJOhiWZmZtyJxLsTic5ENBHDsZkmpYUmcBxNIKwElRApyHB8WGlS6ug+wNC6XUBPYDhRxUlivCDndIfh5BouD1BPoisSxyke99Ra7mmcG1DqlRBD2OW2MZyu4oyqx6xo5800zvy7"
        + "x/FETwxneeT2WvLZYeIGiV7PEHHJHQxRFZ1i/KBRjkTXP3jc0xFFN3HriRsTS6kEx9FDxNA44i4twXCOinOTjWIH67Si7TrO88GikY6unu4ozieYTLBFG7iHY+jl+6LPBS1mWKJi6XRQCsv+BXSBB1rOvaobwwpOW+mCVjGsVqGIEWJnmIyy"
        + "Ys2/7PlKDxlr/2Ez0HZAPxkLkrF13FhwDOu51xtcYyrDRhUXToiHi7bhYhWXiJzN6LlBJF2ilzsrqamSOpdOS52uzigu84xc7hm5ghsZcI1cyaCp2CT2emqQZyD0GvISkZYdsQo9VaV3d1C8DI+e9ugmpw+69CGGjIqsoKetYipn4qoa+jLR"
        + "WGFfPY0d74ki57GHPXaesy2XXWCACltEhCpaHE4NeSmtc4XLKtx4pJt2XtHjbva413DutS53hOE6FdeLKkfcjhhuqAFv5LW0Qi5VPY7FKAtv9MhbPPIoJ291yTcx3KziljKZVmashrwqX+WOV7k90VgXtnncCY+7nXN3uNxbGW5TcbvgFkUo"
        + "7qhdwhFWDfGd08CJaAQ7PfBdHvhuDr7HBd/LcJ+K+0WIU5aVwwO1XGqqcHdVufFYtAu7Pe4ej/sg5+51uQ8xPKzikeQCGpEvDmspnRkZ09GYrRtXUyGarDGzho6oiplHq2YSndE4HiMzATLzOJlpa3PxTzA8qeIpke50Jun5NDGf9hehRCQS"
        + "oSXY5wGeEX7y6vMs3UjjeM6FPc/wgooX3WNxuMBG8NLfylki1kmJsJ9IEpFe5iRpDK/wGb/qUl5jeF3FG8US3hSjNKoLelpnOt4q4UCSWiS8XcI74mAsH/TvKgHHcVIi/Lo95OA9g/5RVXFMuZ8qi1PQDQrJ+21b8UEJU+HMtLMrwEOLD/uL"
        + "7vCUSSfHRwYFuzDSbli22T5czLGsbtv6iOwYek6nIvWx+15O828IGZ+II3Ewjk+3T2zDZyo+D9MHAQefhy/6+/tXH6JL/CgSw5cpQzOstGk4spnnNzK+ElN1r48ne/G1qAM5nWXzHfhmHN+q+G4c36s4KHx0TDOPHwxN49WT+mia7Jh0gP84"
        + "gJ/EUWOO4WcVv/AvlQH+pVJ7SgV852zQV2pDvjpf5zs/Z/hOp3pfzWjwVdVG3wfKTF9dlH21bJZvuzT5KsdsX8bP8SXqXF+CNfsyYZ5vY88321uk6ddoL/300R9plDRJmiL9SpIWS1IzqZUUIfWR1pM2kQqkUdIEaSdpF2mStI+0n/TW4lo7"
        + "0iLqT5oiSWSzldRH2tTr+rCTNEnaT5oiHST9Svrd86+R1ExqIbWSwqQIKd4XrJhw5yD/z/n5/PT84f62en5xv/s8/7j/m6b5KXn+cH8bPb+4382ef9z/FuFn/X/4VZ7HltFgNWZToZoRrsrvyf5UdfbS5O7dB3rLr8qN5feB4KFD1b4BiWdo"
        + "+flQoNJLCnh3DZWWCr7vL84iXWOVDAAA");

    /// <summary>The state dict alone, with protocol 4.</summary>
    public static byte[] ArchiveProtocol4 => Unpack(
        "H4sIAAAAAAACA6WYTWwbRRTHZ/2dL8dqkLBUBFHbw0ZqE38kjqM2xHErA1oknDRIUS7O2t5krTpea70O9EBrITUUaQ9BWQS9QC6VkLj0wAEuKEKCCxeo2gohJCqQGo45IAS9hDfrTTwzm3gTe6V/bK/n9/5vZmfejJMV3B6EAgFku0LoDBLV"
        + "glxal8aKoiaOVm+UM+kgWqKuhufjfzxNQO8rKOWyVNBKSqVm6H1vqUVJlYrXSgXN2DJG5g0et6isj74jlVZlzdD7NQXij+bqWqkMwJmcKuXrpXIxp0mVmqLm1mPA8bzur0FDcVUydK9JAJkpK6J23bq9ZehcxNDdhWrdEMKaMScgXnAJbpBL"
        + "M3ihX/DAW04zPpRdkIZmzBt6j5lJWaxphuzneTkg9+lc1JAHjg7ACT7BTQVodkWrqxWpSISIHROCgzf9go/OYaVwMBatAHEcwGcGwPSGAah7g8QCNVmEcR0VCWocU72YAs87wNw5isgfEvKlg/ZI8EB7N9W+pyqq4pqkSaohe4nn0rq9RXhP"
        + "YG9XM5aL9b5rvvsAR/XIYnnlgOvR+16Hj+QjTLSLo/vyK/iZt/jBtDkJogkyxmT7GEWlni9LrRgD18wbZIRk2wieUkVLEn24CgNL0lNtaS/Q0UQL778uKyo5jV3RiGOAeKwVoPeNCo1H2+N1Jv30TU2i+Fj73ucVpUzi8JHC423xoUp9LZcX"
        + "tYIs1XKaKhZutJYORHtTqaxS0cxJzZnRRkbI6Sy9WxUrRXLduaITrcZ4DcC6QQKi1o1XWqtqN0nGnHGoySA23fp7sBByMN1FXP0M+ITwH/+6pNagwkHrWq2WH80K/sD0j2fnOC9CWNljC2oQXaUK6lgkk55hyumpLyv2qwg1QDsgNIPQMCgF"
        + "WgY1QJugbdAD0A7oJ9BT0B4IpSBdUAgUBg2DeFAElEzh7r02/ce5ZWiI1a57F+juRTPpYXTC/K08cT+GrXxxf1JW3rhfy0T+yMoT9yNg5Yv7E7Lyxv0KH+b/fCP5q3P+g+g8kz88n1ecOsC59vexx1+3li7gfdDj4DHDeMAgXUZdPX8O7e83"
        + "cxi7+H0VmwYccrjM5BDLpCc7zWGfw85nf39+3wWxXQ7Os4xzPJOe7m4FcAj7f3v+u8VO/Me79vdbsXEW1Se7SifjP9HF+MP6MOe4dO7z/+j5h040/xJdzr929eAF2gumWQgdvf4b1ppOgRop3CdY53hNg+ChoRBoGBQBpUBZ0DKoCmqA7oI2"
        + "QZ+CtkFfgB6Avp7FY/P+7G+VDupX/OT1y54/9n1xc/ejMHwRdvC9SPvCpOTR6eq/8/jhfEq795/xcIN3yOclOh+YnmF0vH/TE8f/ZOHJbef5H0RX6PgwBZMdT0HYMXawd+LxY8O5/gZhkCjvyUz6SlcFAHYj098/t/RnB/7Jbv0h6Pa9e9/M"
        + "WAZmLl/O6F+FzF9w7XMZp3OZyqQjp87ldgM7Pvv7B8/p6q91iuq6/sZ7sf/Pn62+3fLn8MthBuThLGTLif2Fy9Lk2SdIkXNexBznWJY8d9BsxMewUZYlzxODFLtnY23G5EGAhhf8LGxzJvdyGv7FBsdYmNyIaXg+wMJxFib3Txp+aIPHWZjc"
        + "AGl4sYeFJw7go/dI8npkgxOsM7m90I851cvAtvEitwia3WNZ23CR5Zxm5T6GtY0WWapp9l+WnWBZstTS7GI/w9rGiiyTNPuIZSdZlixrNLswwLBJliULFM0+ZdkpliWLCzOng4gtaFnB57toff2y+9Jh0yHm9Zb1T7OHwYPzo888SmatBpx5"
        + "z+trMkNm+2bb/wGk+n01shMAAA==");

    /// <summary>Two of its tensors in the format before 1.6, with protocol 5.</summary>
    public static byte[] LegacyProtocol5 => Unpack(
        "H4sIAAAAAAACA12PO0sDQRDHz3sY8wKxsxAsz+bAMxjTaAoJwuErNjZyxLtNdmW5DXd7EQXhmgSV7TLpLCz9GH4dWzvBwkk84XDZ2d2Znf9vZjJrVtd+13OFf790vjZv3s7WncyamXn8+MOYu5e5+wC2Wh3GQopAcH9E4oSJCDBJ1TmTkhOf"
        + "RCHrRfCoKvJuSPyE3ZME5jIroSKW4OnKYBHepjK5iAb4SNN5ic+8hKoimpNAIjkBVT2NQxKT8JAFEqaw1UWUSXu8D6omRRxQx08l45i55sfkOmU89CWJEhH7IxcFtq1KCSb2BgSUtVAg9AgBF3l0Cqrccnf3Wo3GjgvKCIYpdnki4dzTPH0M"
        + "3tIYnqiOlSV0MbcfOLeEDagEWrJtukLLqtbhoif/A5ut5rYLtO4t5zDD0yeI84xJAbgYfiMf/gqnK2iLjRFnWSuu7ACPNm60DO21rf997WvvP1j08A3bAQAA");

    /// <summary>A TorchScript archive.</summary>
    public static byte[] Script => Unpack(
        "H4sIAAAAAAACAwvwZmZhYODgYMAAAgxCDIlFyRmZZan6KYkliXoF2TluTnwMUSiggSk5Pr4kH6guPp4rnKuQQbOxViMCZFxJUWJmXmZeeiFjR4QYkB+fWRyfVpqTE5+UmJxdnliUEp+Rn59dyORXmlTIrBfgzc7hpqMq4AFUCcIBQHeJAN2F"
        + "6TBJBkO4u5LzU1L14fbrFVS6OemiOZAACD27kavZQIDtwd3lOwIPWpXwbMkP2CUis0QmcLKUTXGR54r+eOXYO33///fVK8gybXnafNxlWRArw6NVrvpqUpwdBc3vapfUbvom4nrxnPV/RlZb49QnTLdcWvbKPVs/TVD9WeX7+dklb0xLJZ/d"
        + "vxixQefmlIMTQn87pEiqHVm2tpxhg2aFpHyE1o47/5dbSRkadrYfNvdeVLT6YZSoPSg8Hv9uPzUD6OMzeMNDmUEcd3jopaQmlabHg6NOGFvIuPaczTrkINKaf0nee8FvvV0St/QuBQm92GTN/XfibXkP5jTlZjXhNJOsdxZJd3bOnv6J9cp0"
        + "o8KF07mfF+w7HLnzJC9DzR9X+7czyq0/iv/vX3zuvXr/7fz771k8fRvnPFkoFhavVjTN/+ui9cb1al1/dlbVpEbN2Dlvw6uXR5XNd65bvVByemJc6+PAAL2XZy7t7J8wa6VfqkGI2oOlXu6tH9iKQ1NifH0Wph1bzL3/ObewokLELhuPz9k3"
        + "GUoEpF48WrtUzGjP9hcRd06I3TO9t3XH1OU16v3MbetyNrCDwm7/c2enK8DQeQ0NO+xpXJRBEyns8opLEvNKiiEJXZW4dNTApAlOu7n6nOFASxhY8NrHz2APt68stag4Mz/PzcmatBSLCoy5QLZfnJceygQ0nwlsOyOIgtuPnKsEMFyEnsMh"
        + "uhEpDTkNSqLonIGkGyPdoRuDHB3KKMasYGQgJvmi+wo5vEVRDHzCxIA9TtGNQA40fhQjQpgZ0KMpwJuNTQcqLcesC1fKikaHMULoS8wQGqiPHURrQBUwgsVY2SB6WMHqIWoBXY8JQ4oFAAA=");

    /// <summary>A whole module.</summary>
    public static byte[] Module => Unpack(
        "H4sIAAAAAAACA6VUzW/TMBR32q4r2Wi3MQpsMBgfo4OtWze+PzRUoV6CoBQhWUgoShO3iZolfYmznZAAMTYuHBBnjlz4J7hx5oyEuMKFA/8AttNuSaYBEpaSJ7/fx7Nf7NSVdAahXA7tGiNoDGmeblprZMHQqFbuduxaNY8excbTlE5dxio7"
        + "TnnVNQKb+GXbcojmyXfCAGj2GUhPIFXCvAr1NMuxnDakt/AQm6tdzdNWCSWeDxldd22b6NRyHV++5xnEI8ZtS6cyDMw2IFvCWaZYJ1bbpDDYK6wG1LJ9WfVIM7BsY8dPhtweFEoc3/XUtSUZ9pVKeJCZ+oyptQnIoUSu2a5GH4RJGYawxDiL"
        + "MIzTLOrdAPYrEoX8fQUpkiK9hEIYRl6ZfKGjFMYacGBLTMY34WADipi1GTUtzYdDZs5kZU3ZDG0rcNgUdkeE3QZM8NdkaHWUwrEGTIVWxzfhRAOmA9FItRm0WrxrJwV2Ck/ypOM6apdlLZ9tkvY5qk8onNZVle+fWo6qyiwjw5nHMLMBZxtQ"
        + "wgVhqemddc0zVNN1Oz7MCudzuMgxy1dbgW3HOXD+Ls5ztOV6EeGcEM7jsSjU9UgPLgt4AY9y2KcaJarBvnIPXRRoBU9wlH0GI0rZMVkStOVw27tort+3uyB4F8Oe9Y4oXBLJy+IEsna0iEYDj+WvKBIeZjk3oDvJq4oUNMt1ZTD34euL7z9S"
        + "CPGnvufNyaOJ2M1ZWKxVi4l70x+vP02vcOfC+y/P+Qnhz5+cb8WdK7XqjT2c/218+5m+yet3ih9n/l6/gFa266/xU+Y6ter1/1nAssyrf37XfshailKiusTDdv1oz0d2rSj5h0qqo33Nx5TX0ijxlZLaaE/i2rdJbSWpje6oENOOZ1Cyh3Ul"
        + "m53rwVPp+W1qJhF/9eKbXoLp+L8LbQyEc0nkBrKhJiP4Ifc3lp/uS+cFAAA=");

    /// <summary>A tensor without a name.</summary>
    public static byte[] OneTensor => Unpack(
        "H4sIAAAAAAACAwvwZmZhYODgYMAAAgxCDIlFyRmZZan6KYkliXoF2TluTnwMUSiggSm5JB+oSi++tCQzp5grvig1qTQzJyW+JDWvOL8ovsyIq5BBQyOCHWhiMVBlYnpqISNEC5dbTn5iSTBEkKuQKYIRqMagkDmCGUgnF5QWsngzlRSyBnoz"
        + "eDO1FrJ5M7YWsncmJ+fn5KQml2Tm5xVz+RelpBalprhkJpdwFXJoBhVylhRyBRVy6wV4s3MwiDhsmQY0CYQDcPqSj0EPxZf6Bm5OWmh+xAcYGBrsQRhk44RAtqsgKzjw2sjPYA23sSy1qBjoEzcncxKsRAHGXCCbL85LD2UCms0EtpkRRCHs"
        + "RgoHAQzXoMcwum5kP/Gh6HyGplvfAF0vsqv4UfSCohotDAK82dh0oNJyzLpwpcxo9HYofYkRQgP1gdIWQycThM8IFmNlg+hhBquHqAUAnCIjYOsCAAA=");

    /// <summary><c>numpy.savez_compressed</c> of a big-endian int16 array a and a Fortran-ordered float64 array b.weight.</summary>
    public static byte[] Npz => Unpack(
        "H4sIAAAAAAACAwvwZmYRYWBg4ABiRYYJe+4eCgKyeoCYlUGEIVEvr6CSkUEALAACQVB69hvxV9ICJ08EHAtYO29S1JyYJXlLF+RNz1yybvGCedPiQ4KmzBCfHz9lEpdQufcZTT/WLvF0FbElTD+l3Ky4js2y4trKlcKsx8bG5samxpbGJsYW"
        + "xhCA4pCyCV8zuoAsB0YGBh6gQ5L0ylMz0zNKYO4BiYNAF173TE5biOEefk0tX1YuiHN2gp1jxeVwySPYfWFYo8yBow1MJjIKWximmDVc4gq4xeJl7JApq6HLuLR3wRauKWbNl+TfKG4Rm6LPtJR34RahKWatl2QCovi9TjtkJmusZVt6Vhbo"
        + "D0YmEWZcQYoADWAfgAMYXQuq55G1dAJJ5KAI8GZlA8kwAWEukA4EGwoAYmjJudQBAAA=");

    private static byte[] Unpack(string text)
    {
        using GZipStream unpacked = new(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        unpacked.CopyTo(bytes);
        return bytes.ToArray();
    }
}
