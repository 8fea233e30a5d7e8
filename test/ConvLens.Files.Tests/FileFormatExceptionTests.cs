namespace ConvLens.Files.Tests;

public sealed class FileFormatExceptionTests
{
    [Fact]
    public void The_message_is_one_sentence_of_file_expectation_and_finding()
    {
        FileFormatException exception = new("x.npy", "the header says 4×28×28 float32 (12544 bytes)", "100 bytes of data");
        Assert.Equal("x.npy: the header says 4×28×28 float32 (12544 bytes), found 100 bytes of data", exception.Message);
        Assert.Equal(("x.npy", "100 bytes of data"), (exception.Path, exception.Found));
    }
}
