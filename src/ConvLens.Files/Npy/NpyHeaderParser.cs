using System.Globalization;

namespace ConvLens.Files.Npy;

/// <summary>Parses the header's Python dictionary by hand: three known keys, each once, and no other Python.</summary>
internal ref struct NpyHeaderParser(string path, ReadOnlySpan<byte> text)
{
    private const int MaxDigits = 18;
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public NpyHeader Parse()
    {
        (string? descr, bool? fortranOrder, List<long>? extents) = (null, null, null);
        Expect('{');
        while (!Accept('}'))
        {
            string key = ParseString();
            Expect(':');
            if (key == "descr" && descr is null) descr = ParseString();
            else if (key == "fortran_order" && fortranOrder is null) fortranOrder = ParseBoolean();
            else if (key == "shape" && extents is null) extents = ParseTuple();
            else throw new FileFormatException(
                path, "the header may have the keys descr, fortran_order and shape once each", $"another {Excerpt.Of(key)}");

            if (Accept(',')) continue;
            Expect('}');
            break;
        }

        if (Peek() is char left) throw Unexpected("nothing may follow the header's dictionary", left);
        if (descr is null || fortranOrder is null || extents is null)
            throw new FileFormatException(path, "the header needs the keys descr, fortran_order and shape", "fewer");
        return NpyHeader.Of(path, descr, fortranOrder.Value, extents);
    }

    private string ParseString()
    {
        char? quote = Peek();
        if (quote is not ('\'' or '"')) throw Unexpected("the header needs a quoted string", quote);
        int start = ++_at;
        while (_at < _text.Length && _text[_at] != quote && _text[_at] is not ((byte)'\\' or < 32 or > 126)) _at++;
        if (_at == _text.Length || _text[_at] != quote)
            throw Unexpected("the header needs a string of plain letters", _at < _text.Length ? (char)_text[_at] : null);
        return System.Text.Encoding.ASCII.GetString(_text[start.._at++]);
    }

    private bool ParseBoolean()
    {
        char? first = Peek();
        ReadOnlySpan<byte> word = first == 'T' ? "True"u8 : "False"u8;
        if (!_text[_at..].StartsWith(word)) throw Unexpected("fortran_order must be True or False", first);
        _at += word.Length;
        return first == 'T';
    }

    private List<long> ParseTuple()
    {
        List<long> extents = [];
        Expect('(');
        while (!Accept(')'))
        {
            extents.Add(ParseInteger());
            if (Accept(',')) continue;
            if (extents.Count == 1) throw Unexpected("a tuple of one number ends in a comma", Peek());
            Expect(')');
            break;
        }

        return extents;
    }

    private long ParseInteger()
    {
        char? first = Peek();
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit((char)_text[_at])) _at++;
        ReadOnlySpan<byte> digits = _text[start.._at];
        if (digits.IsEmpty || (digits[0] == '0' && digits.Length > 1)) throw Unexpected("shape needs whole numbers", first);
        if (digits.Length > MaxDigits) throw new FileFormatException(path, $"an extent may have at most {MaxDigits} digits", $"{digits.Length}");
        return long.Parse(digits, NumberStyles.None);
    }

    private bool Accept(char wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (!Accept(wanted)) throw Unexpected($"the header needs a '{wanted}'", Peek());
    }

    /// <summary>The next character that is no white space, or null at the end.</summary>
    private char? Peek()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _at++;
        return _at < _text.Length ? (char)_text[_at] : null;
    }

    private readonly FileFormatException Unexpected(string expected, char? found) =>
        new(path, expected, found is null ? "the header's end" : $"{Excerpt.Of($"{found}")} at its character {_at + 1}");
}
