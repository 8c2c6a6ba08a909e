namespace Geo.Api.Tests.Stac;

/// <summary>URIs of the conformance classes of STAC API 1.0.0. It numbers no abstract tests: the names are those of the functions of stac-api-validator, and ours for extensions that it does not try.</summary>
internal static class StacClass
{
    public const string Core = "https://api.stacspec.org/v1.0.0/core";
    public const string Collections = "https://api.stacspec.org/v1.0.0/collections";
    public const string Features = "https://api.stacspec.org/v1.0.0/ogcapi-features";
    public const string Search = "https://api.stacspec.org/v1.0.0/item-search";
    public const string SearchFields = "https://api.stacspec.org/v1.0.0/item-search#fields";
    public const string SearchSort = "https://api.stacspec.org/v1.0.0/item-search#sort";
    public const string SearchQuery = "https://api.stacspec.org/v1.0.0/item-search#query";
    public const string SearchFilter = "https://api.stacspec.org/v1.0.0/item-search#filter";
}
