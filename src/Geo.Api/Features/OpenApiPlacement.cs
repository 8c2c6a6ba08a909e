using System.Text.Json.Nodes;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about what lies where it should.</summary>
internal static class OpenApiPlacement
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language) => paths["/register-fits"] = new JsonObject
    {
        ["get"] = OpenApi.Operation("listRegisterFits", "Pages", language.Pick("图斑与影像是否相符（最近一次检查）", "Whether the registers' outlines lie on what the imagery shows, as last checked"), Media.Json, []),
    };
}
