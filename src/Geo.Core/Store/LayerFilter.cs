using System.Globalization;
using System.Text;
using Geo.Core.Filters;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>The WHERE part of a request: what SQL can answer, and the rectangle for the exact test afterwards.</summary>
internal sealed class LayerFilter
{
    private const string And = " AND ";
    private readonly List<(string Name, object Value)> _parameters = [];
    private readonly List<IndexableCondition> _indexable = [];
    private readonly StringBuilder _sql = new();
    private SqlFilter? _cql2;

    public Extent? Bbox { get; private init; }

    public static LayerFilter Of(ItemsRequest request, LayerDefinition layer)
    {
        var filter = new LayerFilter { Bbox = request.Bbox };
        if (request.Bbox is { } box)
        {
            if (!(box.MinX <= box.MaxX && box.MinY <= box.MaxY))
            {
                throw new InputException($"layer {layer.Id}", "bbox", "its lower bounds lie above its upper bounds", "give min x, min y, max x, max y");
            }

            filter._parameters.AddRange([("@minx", box.MinX), ("@miny", box.MinY), ("@maxx", box.MaxX), ("@maxy", box.MaxY)]);
            if (layer.Cells?.Around(box) is { } around)
            {
                filter._parameters.AddRange([("@west", around.MinX), ("@south", around.MinY), ("@east", around.MaxX), ("@north", around.MaxY)]);
            }
        }

        if (request.Datetime is { } time && layer.DatetimeColumn is { } column)
        {
            int before = filter._sql.Length;
            filter.Compare(column, ">=", time.From);
            filter.Compare(column, "<=", time.To);
            if (filter._sql.Length > before)
            {
                filter._indexable.Add(new IndexableCondition(column, filter._sql.ToString(before + And.Length, filter._sql.Length - before - And.Length), false));
            }
        }

        foreach (var (name, text) in request.Matching)
        {
            object value = name == "id" ? text
                : layer.Column(name) is { } known ? ColumnValue.FromRequest(text, known, $"layer {layer.Id}")
                : throw new InputException($"layer {layer.Id}", name, "there is no such property", $"use one of {string.Join(", ", layer.Columns.Select(c => c.Name))}");
            filter._indexable.Add(new IndexableCondition(name, filter.Add($"{name} =", value), true));
        }

        if (request.Filter is { } cql2)
        {
            filter._cql2 = cql2.ToSql(LayerQueryables.Geometries);
            filter._sql.Append(CultureInfo.InvariantCulture, $"{And}{filter._cql2.Condition}");
        }

        return filter;
    }

    public string Apply(string sql, LayerDefinition layer) => sql
        .Replace("{filters}", _sql.ToString(), StringComparison.Ordinal)
        .Replace("{near}", (Bbox is null ? "" : SqlText.For("near", layer)) + _cql2?.Near, StringComparison.Ordinal);

    /// <summary>All values of the statement.</summary>
    public IEnumerable<(string Name, object Value)> Parameters => _cql2 is null ? _parameters : _parameters.Concat(_cql2.Parameters);

    /// <summary>Look-ups in R-trees that the filter asks for (<see cref="SqlFilter.Places"/>).</summary>
    public IReadOnlyList<string> Places => _cql2?.Places ?? [];

    /// <summary>Conditions on one property each that hold for every row of the answer.</summary>
    public IEnumerable<IndexableCondition> Indexable => _cql2 is null ? _indexable : _indexable.Concat(_cql2.Indexable);

    /// <summary>Gives a connection what the filter calls, before a statement of it is run there.</summary>
    public void Register(SqliteConnection connection) => _cql2?.Register(connection);

    private void Compare(string column, string comparison, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            Add($"{column} {comparison}", ColumnValue.Instant(instant));
        }
    }

    // Column names come from the layer's definition, values only as parameters.
    private string Add(string comparison, object value)
    {
        string condition = string.Create(CultureInfo.InvariantCulture, $"t.{comparison} @p{_parameters.Count}");
        _parameters.Add((string.Create(CultureInfo.InvariantCulture, $"@p{_parameters.Count}"), value));
        _sql.Append(And).Append(condition);
        return condition;
    }
}
