using System.Text;
using System.Xml;
using System.Xml.Linq;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Tiles;

/// <summary>WMTS 1.0.0 (OGC 07-057r7) over the same tiles, for desktop GIS: requests by name and value, and templates of addresses.</summary>
internal static class Wmts
{
    private const string XmlType = "text/xml";
    private static readonly XNamespace O = "http://www.opengis.net/ows/1.1";

    /// <summary>GET /wmts/1.0.0/WMTSCapabilities.xml</summary>
    public static IResult Capabilities(HttpContext http, WorkspaceStore store)
    {
        var language = RasterTiles.Spoken(http);
        http.Response.Headers.CacheControl = "no-cache";
        return Xml(WmtsCapabilities.File(RasterSources.All(store, language, id => Collections.MayRead(id, http)), Addresses.Of(http.Request), language), StatusCodes.Status200OK);
    }

    /// <summary>GET /wmts?service=WMTS&amp;request=GetCapabilities|GetTile&amp;…; names of parameters in any case.</summary>
    public static async Task<IResult> Get(HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        try
        {
            return await Answer(http, store, cancel);
        }
        catch (Exception e) when (e is InputException or NotFoundException)
        {
            // A WMTS says in its own form what is wrong (OGC 06-121r3, 8).
            var (code, locator) = e switch
            {
                NotFoundException { Kind: "tileMatrix" or "tileRow" or "tileCol" } n => ("TileOutOfRange", n.Kind),
                NotFoundException { Kind: "tileMatrixSetId" } => ("InvalidParameterValue", "tileMatrixSet"),
                InputException { Problem: Missing } i => ("MissingParameterValue", i.Field),
                InputException i => ("InvalidParameterValue", i.Field),
                _ => ("InvalidParameterValue", "layer"),
            };
            return Xml(new XDocument(new XElement(O + "ExceptionReport", new XAttribute(XNamespace.Xmlns + "ows", O), new XAttribute("version", "1.1.0"),
                new XElement(O + "Exception", new XAttribute("exceptionCode", code), locator is null ? null : new XAttribute("locator", locator), new XElement(O + "ExceptionText", Writable(e.Message))))), StatusCodes.Status400BadRequest);
        }
    }

    private const string Missing = "it is missing";

    private static async Task<IResult> Answer(HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        string? Given(string name) => http.Request.Query.Where(q => q.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(q => (string?)q.Value.ToString()).FirstOrDefault();
        string Wanted(string name) => Given(name) is { Length: > 0 } value ? value : throw Parameters.Wrong(name, Missing, $"give {name}=");

        if (!Wanted("service").Equals("WMTS", StringComparison.OrdinalIgnoreCase)) throw Parameters.Wrong("service", $"'{Given("service")}' is not offered", "give service=WMTS");
        string request = Wanted("request");
        if (request.Equals("GetCapabilities", StringComparison.OrdinalIgnoreCase)) return Capabilities(http, store);
        if (!request.Equals("GetTile", StringComparison.OrdinalIgnoreCase)) throw Parameters.Wrong("request", $"'{request}' is not offered", "use GetCapabilities or GetTile");
        if (Given("version") is { Length: > 0 } version && version != "1.0.0") throw Parameters.Wrong("version", $"'{version}' is not offered", "use 1.0.0");
        string format = Wanted("format");
        var media = TileMedia.Named(format) ?? throw Parameters.Wrong("format", $"'{format}' is not offered", "use image/png, image/webp or image/jpeg");
        var source = Source(Wanted("layer"), http, store);
        string style = Given("style") is { Length: > 0 } asked && asked != "default" ? asked : source.Styles[0].Name;
        var place = TilePath.Of(Wanted("tileMatrixSet"), Wanted("tileMatrix"), Wanted("tileRow"), Wanted("tileCol"));
        return await RasterTiles.Send(http, source, place, name => name == "style" ? style : null, store, media, cancel);
    }

    private static RasterSource Source(string layer, HttpContext http, WorkspaceStore store)
    {
        var language = RasterTiles.Spoken(http);
        if (layer == "recovery")
        {
            Collections.RequireReading(Layers.MineSites.Id, http);
            return RasterSources.Recovery(store, language);
        }

        foreach (string raster in RasterSources.OfSurveys)
        {
            if (!layer.EndsWith($"-{raster}", StringComparison.Ordinal)) continue;
            Collections.RequireReading(Layers.Surveys.Id, http);
            return RasterSources.Survey(layer[..^(raster.Length + 1)], raster, store, language);
        }

        Collections.RequireReading(Layers.Scenes.Id, http);
        return RasterSources.Scene(layer, store, language);
    }

    // What was sent comes back in the message; XML cannot write every character (XML 1.0, 2.2).
    private static string Writable(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static Utf8ContentHttpResult Xml(XDocument document, int status)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = false })) document.Save(writer);
        return TypedResults.Text(bytes.ToArray(), $"{XmlType}; charset=utf-8", status);
    }
}
