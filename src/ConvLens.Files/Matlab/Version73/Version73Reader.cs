using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Hdf5.Types;

namespace ConvLens.Files.Matlab.Version73;

/// <summary>Reads MATLAB's arrays from an HDF5 file: datasets with extents in reverse, structs as groups, cells as references.</summary>
internal sealed class Version73Reader(Hdf5File file, MatCollector found)
{
    private const string ClassAttribute = "MATLAB_class", EmptyAttribute = "MATLAB_empty", SparseAttribute = "MATLAB_sparse";

    /// <summary>Reads everything that has a name in MATLAB.</summary>
    public void Read() => ReadMembers(file.Root, "", 0);

    private void ReadMembers(Hdf5Group group, string prefix, int depth)
    {
        found.RequireDepth(depth);
        foreach (string name in group.Links.Keys)
        {
            // #refs# and #subsystem# hold what others refer to.
            if (!name.StartsWith('#')) Read(group.Find(name)!, prefix + name, depth);
        }
    }

    private void Read(Hdf5Object item, string name, int depth)
    {
        found.RequireDepth(depth);
        string? type = item.Attributes.TryGetValue(ClassAttribute, out Hdf5Attribute? attribute) ? attribute.Text() : null;
        if (item is Hdf5Group group)
        {
            if (item.Attributes.ContainsKey(SparseAttribute)) found.AddOther(name, "sparse");
            else ReadMembers(group, $"{name}.", depth + 1);
            return;
        }

        Hdf5Dataset dataset = (Hdf5Dataset)item;
        if (item.Attributes.ContainsKey(EmptyAttribute) || dataset.Count == 0) found.AddOther(name, "empty");
        else if (type == "cell" || (type is null && dataset.Type.Class == DatatypeClass.Reference)) ReadReferences(dataset, name, i => $"{name}{{{i}}}", depth);
        else if (dataset.Type.Class == DatatypeClass.Reference) found.AddOther(name, type!);
        else if (type is "char" || !ReadNumbers(dataset, name, type)) found.AddOther(name, type ?? dataset.Type.ToString());
    }

    private void ReadReferences(Hdf5Dataset cells, string name, Func<int, string> nameOf, int depth)
    {
        ulong[] addresses = cells.ReadReferences();
        for (int i = 0; i < addresses.Length; i++)
            if (addresses[i] == 0) found.AddOther(nameOf(i + 1), "empty");
            else Read(file.Open(name, addresses[i]), nameOf(i + 1), depth + 1);
    }

    private bool ReadNumbers(Hdf5Dataset dataset, string name, string? type)
    {
        NumberField? real = NumberField.Of(dataset.Type) ?? NumberField.Of(dataset.Type, "real"), imaginary = NumberField.Of(dataset.Type, "imag");
        if (real is null) return false;
        long[] extents = [.. dataset.Extents.Reverse()];
        Shape shape = DeclaredShape.Of(found.Path, dataset.Title, extents);
        found.Add(name, type ?? real.Type.Name, Part(dataset, real, shape), imaginary is null ? null : Part(dataset, imaginary, shape));
        return true;
    }

    private static Tensor Part(Hdf5Dataset dataset, NumberField field, Shape shape)
    {
        float[] values = dataset.ReadAll(field);
        ColumnMajorTensor tensor = new(shape);
        tensor.Add(values);
        return tensor.Finish();
    }
}
