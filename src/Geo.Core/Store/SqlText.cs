using System.Collections.Concurrent;
using System.Reflection;

namespace Geo.Core.Store;

/// <summary>The statements of Embedded/Sql, by file name without ending.</summary>
internal static class SqlText
{
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    public static string Get(string name) => Texts.GetOrAdd(name, static n =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Geo.Core.Store.Embedded.Sql.{n}.sql")
            ?? throw new InvalidOperationException($"no embedded statement {n}.sql");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>A statement about one layer: {table} is the table's name, {columns} the list of its published columns,
    /// {around} what lets the R-tree of a coarsened layer itself find what lies round a box (<see cref="CoarseGrid.Around"/>).</summary>
    /// <remarks>Both come from <see cref="Layers"/>, never from a request.</remarks>
    public static string For(string name, LayerDefinition layer) => Get(name)
        .Replace("{table}", layer.Table, StringComparison.Ordinal)
        .Replace("{around}", layer.HasCoarsePlaces ? "AND east >= @west AND west <= @east AND north >= @south AND south <= @north" : "", StringComparison.Ordinal)
        .Replace("{geom}", layer.GeometryKind == GeometryKind.None ? "NULL" : "t.geom", StringComparison.Ordinal)
        .Replace("{columns}", string.Join(", ", layer.Columns.Select(c => $"t.{c.Name}")), StringComparison.Ordinal);
}
