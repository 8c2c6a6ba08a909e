namespace Geo.Core.Store;

/// <summary>Words in which the layers declare their columns: name, Chinese title, English title.</summary>
internal static class Columns
{
    public static ColumnDefinition Text(string name, string zh, string en) => new(name, ColumnType.Text, zh, en);

    public static ColumnDefinition List(string name, string zh, string en) => new(name, ColumnType.TextList, zh, en);

    public static ColumnDefinition Integer(string name, string zh, string en) => new(name, ColumnType.Integer, zh, en);

    public static ColumnDefinition Real(string name, string zh, string en) => new(name, ColumnType.Real, zh, en);

    public static ColumnDefinition Flag(string name, string zh, string en) => new(name, ColumnType.Boolean, zh, en);

    public static ColumnDefinition Instant(string name, string zh, string en) => new(name, ColumnType.DateTime, zh, en);
}
