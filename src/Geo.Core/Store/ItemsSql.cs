using System.Collections.Concurrent;
using System.Globalization;
using Geo.Core.Filters;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>The statements that answer one request for items. Names come from the layer's definition, values only as parameters.</summary>
internal sealed class ItemsSql
{
    private readonly ItemsRequest _request;
    private readonly LayerDefinition _layer;
    private readonly LayerFilter _filter;
    private readonly (string Name, object Value)[] _parameters;
    private bool? _noFilters;

    public ItemsSql(ItemsRequest request, LayerDefinition layer)
    {
        (_request, _layer) = (request, layer);
        _filter = LayerFilter.Of(request, layer);
        _parameters = [.. _filter.Parameters];
        Columns = request.Properties?.Select(n => layer.Column(n) ?? throw Unknown("properties", n)).ToList() ?? layer.Columns;
        foreach (var key in request.SortBy)
        {
            if (key.Property != "id" && (layer.Column(key.Property) ?? throw Unknown("sortby", key.Property)).Type == ColumnType.TextList)
            {
                throw new InputException($"layer {layer.Id}", "sortby", $"'{key.Property}' holds lists, which have no order", "sort by another property");
            }
        }
    }

    /// <summary>The columns of the rows.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>A box is asked for, which the rows must meet exactly.</summary>
    public bool HasBox => _filter.Bbox is not null;

    /// <summary>
    /// What indexes say of the rows of the current table that fit: statements that give the numbers (column n) of all of them and of
    /// others. Ordered: an equality, by which SQLite itself finds rows in the order of their numbers. None where no index narrows.
    /// </summary>
    /// <param name="indexes">Properties that an index begins with.</param>
    public IReadOnlyList<(string Sql, bool Ordered)> Lists(IReadOnlySet<string> indexes)
    {
        var lists = new List<(string, bool)>();
        if (HasBox) lists.Add((Candidates, false));
        foreach (string place in _filter.Places) lists.Add((place, false));
        foreach (var one in _filter.Indexable)
        {
            // The plus: not by the order of the table.
            if (indexes.Contains(one.Property)) lists.Add(($"SELECT +t.fid AS n FROM {_layer.Table} AS t WHERE {one.Condition}", one.IsEquality));
        }

        return lists;
    }

    /// <summary>Gives a connection what the filter calls, before a statement of it is run there.</summary>
    public void Register(SqliteConnection connection) => _filter.Register(connection);

    /// <summary>Nothing but a box is asked for.</summary>
    public bool HasNoFilters => _noFilters ??= Apply("{filters}", near: false).Length == 0;

    /// <summary>Rows in order: by fid, or by the sort keys. Parameters: those of <see cref="Bind"/>, @revision, @after, @k0…</summary>
    public string Rows(bool ended, bool near, bool from, IReadOnlyList<ColumnDefinition> columns) =>
        Known((ended ? "as of" : "current") + (near && HasBox ? " near" : "") + (from ? " from" : ""), columns, () => MakeRows(ended, near, from, columns));

    private string MakeRows(bool ended, bool near, bool from, IReadOnlyList<ColumnDefinition> columns)
    {
        string rows = ended ? "items_as_of" : "items_current";
        if (_request.SortBy.Count == 0)
        {
            return Apply(Text(rows, columns, from ? "AND t.fid > @after" : "", "ORDER BY 1"), near);
        }

        string inner = Text(rows, columns, "", "", string.Concat(_request.SortBy.Select((k, i) => $", t.{k.Property} AS k{i}")));
        return Apply(SqlText.Get("items_sorted")
            .Replace("{rows}", inner, StringComparison.Ordinal)
            .Replace("{beyond}", from ? Beyond(0) : "1", StringComparison.Ordinal)
            .Replace("{order}", string.Concat(_request.SortBy.Select((k, i) => $"k{i} IS NULL, k{i}{(k.Descending ? " DESC" : "")}, ")) + "fid", StringComparison.Ordinal)
            // Without a test after SQL it need sort no more than the page.
            .Replace("{limit}", HasBox || _request.Limit == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $"LIMIT {_request.Limit + 1L}"), StringComparison.Ordinal), near);
    }

    /// <summary>One row by @fid, where it fits.</summary>
    public string One(IReadOnlyList<ColumnDefinition> columns) => Known("one", columns, () => Apply(Text("items_one", columns, "", ""), near: false));

    // Putting a statement together costs as much as running it: those of the whole columns without filters are kept.
    private string Known(string kind, IReadOnlyList<ColumnDefinition> columns, Func<string> make) =>
        _request.SortBy.Count == 0 && ReferenceEquals(columns, _layer.Columns) && HasNoFilters ? Plain.GetOrAdd((_layer.Table, kind, _layer.Columns), static (_, make) => make(), make) : make();

    // By the columns too: a coarsened layer has the table of the whole one.
    private static readonly ConcurrentDictionary<(string Table, string Kind, IReadOnlyList<ColumnDefinition> Columns), string> Plain = new();

    /// <summary>Rows of the current table behind @after up to @upto in the order of their numbers, looked at one by one.</summary>
    public string Window(IReadOnlyList<ColumnDefinition> columns) => Known("window", columns,
        () => Apply(Text("items_current", columns, "AND t.fid > @after AND t.fid <= @upto", "ORDER BY 1").Replace("AS t\n", "AS t NOT INDEXED\n", StringComparison.Ordinal), near: false));

    /// <summary>Up to @most + 1 rows of the current table that fit, for counting them.</summary>
    public string Countable => Apply($"SELECT 1 FROM {_layer.Table} AS t WHERE 1 {{filters}} {{near}} LIMIT @most", near: true);

    /// <summary>The numbers of rows whose envelopes touch the box.</summary>
    public string Candidates => Plain.GetOrAdd((_layer.Table, "candidates", _layer.Columns), static (_, layer) => SqlText.For("candidates", layer), _layer);

    /// <summary>The sort keys of the row @after as it was at @revision.</summary>
    public string Keys => SqlText.Get("sort_keys_as_of")
        .Replace("{table}", _layer.Table, StringComparison.Ordinal)
        .Replace("{columns}", string.Join(", ", _request.SortBy.Select(k => $"t.{k.Property}")), StringComparison.Ordinal);

    /// <summary>The filter's values.</summary>
    public void Bind(Statement statement)
    {
        foreach (var (name, value) in _parameters)
        {
            statement.Bind(name, value);
        }
    }

    /// <summary>Equal for requests that fit the same rows.</summary>
    public string Question => string.Create(CultureInfo.InvariantCulture,
        $"{Apply("{filters}", near: false)}|{string.Join('|', _parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.Value}")))}|{_request.Within?.Crs.Epsg}{_request.Within?.Box}|{(_request.Filter is { } filter ? Filter.Write(filter.Expression, FilterLanguage.Text) : "")}");

    // Lexicographic: beyond in a key, or equal in it and beyond in those after it; rows without a value come last.
    private string Beyond(int key)
    {
        if (key == _request.SortBy.Count)
        {
            return "fid > @after";
        }

        string comparison = _request.SortBy[key].Descending ? "<" : ">";
        return $"((@k{key} IS NOT NULL AND (k{key} IS NULL OR k{key} {comparison} @k{key})) OR (k{key} IS @k{key} AND {Beyond(key + 1)}))";
    }

    private string Text(string name, IReadOnlyList<ColumnDefinition> columns, string after, string order, string keys = "") => SqlText.Get(name)
        .Replace("{table}", _layer.Table, StringComparison.Ordinal)
        .Replace("{geom}", _layer.GeometryKind == GeometryKind.None ? "NULL" : "t.geom", StringComparison.Ordinal)
        .Replace("{columns}", (columns.Count == 0 ? "NULL" : string.Join(", ", columns.Select(c => $"t.{c.Name}"))) + keys, StringComparison.Ordinal)
        .Replace("{after}", after, StringComparison.Ordinal)
        .Replace("{order}", order, StringComparison.Ordinal);

    private string Apply(string sql, bool near) => _filter.Apply(near ? sql : sql.Replace("{near}", "", StringComparison.Ordinal), _layer);

    private InputException Unknown(string parameter, string name) => new($"layer {_layer.Id}", parameter, $"there is no property '{name}'",
        $"use one of {string.Join(", ", _layer.Columns.Select(c => c.Name))}");
}
