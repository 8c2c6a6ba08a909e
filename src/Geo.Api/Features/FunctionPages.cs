using Geo.Api.Ogc;
using Geo.Core.Filters;

namespace Geo.Api.Features;

/// <summary>The functions that filters may call (OGC API - Features Part 3, clause "Functions").</summary>
internal static class FunctionPages
{
    /// <summary>GET /functions</summary>
    public static IResult Get() => new Resource(
        request => new
        {
            functions = FilterFunction.All.Select(function => new
            {
                name = function.Name,
                description = request.Language.Pick(function.Zh, function.En),
                args = function.Arguments.Select(argument => new { title = argument.Name, type = new[] { Word(argument.Type, false) } }),
                returns = new[] { Word(function.Returns, function.IsWhole) },
            }),
            links = request.SelfLinks(),
        },
        request => new Page(request, request.Language.Pick("过滤函数", "Functions of filters"), Page.Table(
            [request.Language.Pick("函数", "Function"), request.Language.Pick("含义", "Meaning")],
            FilterFunction.All.Select(function => new[]
            {
                Page.Text($"{function.Name}({string.Join(", ", function.Arguments.Select(argument => argument.Name))})"),
                Page.Text(request.Language.Pick(function.Zh, function.En)),
            }))));

    // The words of the standard's schema.
    private static string Word(FilterType type, bool whole) => type switch
    {
        FilterType.Number => whole ? "integer" : "number",
        FilterType.Timestamp or FilterType.Date => "datetime",
        FilterType.Boolean => "boolean",
        FilterType.Geometry => "geometry",
        _ => "string",
    };
}
