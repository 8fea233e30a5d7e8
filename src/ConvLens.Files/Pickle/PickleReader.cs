namespace ConvLens.Files.Pickle;

/// <summary>Interprets one pickle [pickle]: builds numbers, texts, lists, dictionaries and what the <see cref="IPickleWorld"/> knows, and runs nothing.</summary>
/// <remarks>Values: null, <see cref="bool"/>, <see cref="long"/>, BigInteger, <see cref="double"/>, <see cref="string"/>, <c>object?[]</c> (tuple), <c>List&lt;object?&gt;</c> (list, set),
/// <see cref="PickleDictionary"/>, <see cref="PickleOpaque"/>, and what the world returns. Values may hold themselves; whoever walks them must bound the depth.</remarks>
internal sealed class PickleReader
{
    private const int MaxSteps = 4_000_000, MaxProtocol = 5;
    private readonly PickleInput _input;
    private readonly PickleStack _stack;
    private readonly IPickleWorld _world;

    private PickleReader(ExactReader reader, IPickleWorld world) => (_input, _stack, _world) = (new(reader), new(reader.Path), world);

    /// <summary>The value of the pickle that begins here; the reader then stands behind it.</summary>
    /// <exception cref="FileFormatException">The pickle is damaged, or asks for what the world does not have.</exception>
    public static object? Read(ExactReader reader, IPickleWorld world) => new PickleReader(reader, world).Run();

    private object? Run()
    {
        for (int step = 0; step < MaxSteps; step++)
        {
            Opcode code = (Opcode)_input.Byte();
            if (code == Opcode.Stop) return _stack.Pop();
            if (!TryScalar(code) && !TryContainer(code) && !TryObject(code)) throw new FileFormatException(_input.Path, "a pickle of protocols 0 to 5 is needed", $"operation {(byte)code:X2}");
        }

        throw new FileFormatException(_input.Path, $"a pickle may have at most {MaxSteps} operations", "more");
    }

    private bool TryScalar(Opcode code)
    {
        switch (code)
        {
            case Opcode.Proto: RequireProtocol(_input.Byte()); break;
            case Opcode.Frame: _input.Int64(); break;
            case Opcode.None: _stack.Push(null); break;
            case Opcode.NewTrue: _stack.Push(true); break;
            case Opcode.NewFalse: _stack.Push(false); break;
            case Opcode.Int or Opcode.Long: _stack.Push(_input.Digits()); break;
            case Opcode.BinInt: _stack.Push((long)_input.Int32()); break;
            case Opcode.BinInt1: _stack.Push((long)_input.Byte()); break;
            case Opcode.BinInt2: _stack.Push((long)_input.UInt16()); break;
            case Opcode.Long1: _stack.Push(_input.Integer(_input.Byte())); break;
            case Opcode.Long4: _stack.Push(_input.Integer(_input.Int32())); break;
            case Opcode.Float: _stack.Push(_input.Decimal()); break;
            case Opcode.BinFloat: _stack.Push(_input.Double()); break;
            case Opcode.String: _stack.Push(_input.Quoted()); break;
            case Opcode.BinString: _stack.Push(_input.Latin(_input.Int32())); break;
            case Opcode.ShortBinString: _stack.Push(_input.Latin(_input.Byte())); break;
            case Opcode.Unicode: _stack.Push(_input.Line()); break;
            case Opcode.BinUnicode: _stack.Push(_input.Text(_input.UInt32())); break;
            case Opcode.ShortBinUnicode: _stack.Push(_input.Text(_input.Byte())); break;
            case Opcode.BinUnicode8: _stack.Push(_input.Text(_input.Int64())); break;
            case Opcode.BinBytes: _stack.Push(_input.Opaque(_input.UInt32())); break;
            case Opcode.ShortBinBytes: _stack.Push(_input.Opaque(_input.Byte())); break;
            case Opcode.BinBytes8 or Opcode.ByteArray8: _stack.Push(_input.Opaque(_input.Int64())); break;
            default: return false;
        }

        return true;
    }

    private bool TryContainer(Opcode code)
    {
        switch (code)
        {
            case Opcode.Mark: _stack.Mark(); break;
            case Opcode.Pop: _stack.Drop(); break;
            case Opcode.PopMark: _stack.PopMark(); break;
            case Opcode.Dup: _stack.Push(_stack.Top); break;
            case Opcode.EmptyTuple: _stack.Push(Array.Empty<object?>()); break;
            case Opcode.Tuple: _stack.Push(_stack.PopMark()); break;
            case Opcode.Tuple1: _stack.Push(_stack.Pop(1)); break;
            case Opcode.Tuple2: _stack.Push(_stack.Pop(2)); break;
            case Opcode.Tuple3: _stack.Push(_stack.Pop(3)); break;
            case Opcode.EmptyList or Opcode.EmptySet: _stack.Push(new List<object?>()); break;
            case Opcode.List or Opcode.FrozenSet: _stack.Push(_stack.PopMark().ToList()); break;
            case Opcode.Append: AddTo(_stack.Pop(1)); break;
            case Opcode.Appends or Opcode.AddItems: AddTo(_stack.PopMark()); break;
            case Opcode.EmptyDict: _stack.Push(new PickleDictionary()); break;
            case Opcode.Dict: NewDictionary(_stack.PopMark()); break;
            case Opcode.SetItem: SetIn(_stack.Pop(2)); break;
            case Opcode.SetItems: SetIn(_stack.PopMark()); break;
            case Opcode.Put: _stack.Remember(_input.Digits() is long key ? key : 0); break;
            case Opcode.BinPut: _stack.Remember(_input.Byte()); break;
            case Opcode.LongBinPut: _stack.Remember(_input.UInt32()); break;
            case Opcode.Memoize: _stack.Remember(_stack.Remembered); break;
            case Opcode.Get: _stack.Push(_stack.Recall(_input.Digits() is long entry ? entry : 0)); break;
            case Opcode.BinGet: _stack.Push(_stack.Recall(_input.Byte())); break;
            case Opcode.LongBinGet: _stack.Push(_stack.Recall(_input.UInt32())); break;
            default: return false;
        }

        return true;
    }

    private bool TryObject(Opcode code)
    {
        switch (code)
        {
            case Opcode.Global: _stack.Push(_world.Global(_input.Line(), _input.Line())); break;
            case Opcode.StackGlobal: _stack.Push(StackGlobal(_stack.Pop(2))); break;
            case Opcode.Inst: _stack.Push(Call(_world.Global(_input.Line(), _input.Line()), _stack.PopMark())); break;
            case Opcode.Obj: _stack.Push(_stack.PopMark() is [var callee, .. var own] ? Call(callee, own) : throw Damaged("a class", "none")); break;
            case Opcode.Reduce or Opcode.NewObj: CallTop(_stack.Pop(2)); break;
            case Opcode.NewObjEx: CallTop(_stack.Pop(3)[..2]); break;
            // The attributes of a dictionary (PyTorch notes versions there) and of what is opaque.
            case Opcode.Build: _stack.Pop(); break;
            case Opcode.PersId: _stack.Push(_world.Persistent(_input.Line())); break;
            case Opcode.BinPersId: _stack.Top = _world.Persistent(_stack.Top); break;
            default: return false;
        }

        return true;
    }

    private void RequireProtocol(byte protocol)
    {
        if (protocol > MaxProtocol) throw Damaged($"a protocol up to {MaxProtocol}", $"{protocol}");
    }

    private void AddTo(object?[] items)
    {
        if (_stack.Top is List<object?> list) list.AddRange(items);
        else if (_stack.Top is not PickleOpaque) throw Damaged("a list to add to", "another value");
    }

    private void NewDictionary(object?[] items)
    {
        _stack.Push(new PickleDictionary());
        SetIn(items);
    }

    private void SetIn(object?[] items)
    {
        if (items.Length % 2 != 0) throw Damaged("keys with values", $"{items.Length} of them");
        if (_stack.Top is PickleDictionary dictionary)
            for (int i = 0; i < items.Length; i += 2) dictionary.Entries.Add((items[i], items[i + 1]));
        else if (_stack.Top is not PickleOpaque) throw Damaged("a dictionary to add to", "another value");
    }

    private object StackGlobal(object?[] names) => names is [string module, string name] ? _world.Global(module, name) : throw Damaged("a global's module and name", "other values");

    private void CallTop(object?[] call) => _stack.Push(Call(call[0], call[1] as object?[] ?? throw Damaged("a tuple of arguments", "another value")));

    private object? Call(object? callee, object?[] arguments) => callee is PickleFunction function ? function.Call(arguments) : throw Damaged("a function to call", "another value");

    private FileFormatException Damaged(string expected, string found) => new(_input.Path, $"the pickle needs {expected}", found);
}
