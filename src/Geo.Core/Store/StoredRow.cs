namespace Geo.Core.Store;

/// <summary>What SQLite holds in a column of a row.</summary>
public enum StoredKind
{
    /// <summary>NULL.</summary>
    Nothing = 0,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A text.</summary>
    Text,
    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>Looks at a row while it is there.</summary>
/// <param name="row">The row.</param>
/// <param name="revision">The revision that wrote it; null for a row of the past.</param>
public delegate void RowView(StoredRow row, long? revision);

/// <summary>One row as SQLite holds it, valid until the cursor moves: nothing is copied or parsed.</summary>
public readonly ref struct StoredRow
{
    private const int IdAt = 1, GeometryAt = 2, FirstColumn = 3;
    private readonly Statement _statement;

    internal StoredRow(Statement statement, IReadOnlyList<ColumnDefinition> columns) => (_statement, Columns) = (statement, columns);

    /// <summary>The columns that were asked for, in their order.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>The id, UTF-8.</summary>
    public ReadOnlySpan<byte> Id => _statement.Bytes(IdAt);

    /// <summary>The geometry as a GeoPackage blob; empty where there is none.</summary>
    public ReadOnlySpan<byte> Geometry => _statement.Bytes(GeometryAt);

    /// <summary>What a column holds: another program may have written what the column's type does not say.</summary>
    public StoredKind Kind(int column) => _statement.Kind(FirstColumn + column);

    /// <summary>A text as UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int column) => _statement.Bytes(FirstColumn + column);

    /// <summary>A whole number.</summary>
    public long Whole(int column) => _statement.Whole(FirstColumn + column);

    /// <summary>A number.</summary>
    public double Number(int column) => _statement.Number(FirstColumn + column);

    /// <summary>What callers of <see cref="Store.Feature"/> see of a column.</summary>
    public object? Value(int column) => ColumnValue.FromStored(_statement.Value(FirstColumn + column), Columns[column].Type);

    /// <summary>The row as a feature.</summary>
    public Feature Feature()
    {
        var properties = new Dictionary<string, object?>(Columns.Count);
        for (int i = 0; i < Columns.Count; i++)
        {
            properties.Add(Columns[i].Name, Value(i));
        }

        return new Feature(System.Text.Encoding.UTF8.GetString(Id), GeometryBlob.Read(Geometry.IsEmpty ? null : Geometry.ToArray()), properties);
    }
}
