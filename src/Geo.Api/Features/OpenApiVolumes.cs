using System.Text.Json.Nodes;
using Geo.Api.Dumps;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about measured volumes.</summary>
internal static class OpenApiVolumes
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "Pages";
        void Read(string path, string id, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, tag, language.Pick(zh, en), mediaType, parameters) };

        JsonObject Line() => OpenApi.Text("line", "Longitudes and latitudes of its corners with commas between; left out: the longest axis of the toe line");
        Read("/volumes/{featureId}/profile.json", "getVolumeProfile", "体积断面", "Surface and base along a line", Media.Json, OpenApi.Shared("featureId"), Line());
        Read("/volumes/{featureId}/profile.svg", "getVolumeProfileSvg", "体积断面图", "The same drawn", "image/svg+xml", OpenApi.Shared("featureId"), Line(), OpenApi.Shared("lang"));
        Read("/volumes/{featureId}/relief.png", "getVolumeRelief", "体积晕渲图", "The shaded surface with the toe line", "image/png", OpenApi.Shared("featureId"), OpenApi.Whole("side", VolumePages.LeastSide, VolumePages.MostSide));
        Read("/dumps/{code}/toe", "getProposedToe", "建议坡脚线", "The toe line that is proposed for a dump, from a surface model", Media.GeoJson, OpenApi.InPath("code"), OpenApi.Text("dsm", "Scene of the surface model; left out: the youngest that shows the dump"));
    }
}
