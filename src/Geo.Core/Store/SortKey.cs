namespace Geo.Core.Store;

/// <summary>A property that rows are ordered by; rows without a value come last either way, texts are compared by code points.</summary>
/// <param name="Property">A column's name, or id.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record SortKey(string Property, bool Descending);
