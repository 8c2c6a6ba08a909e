using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Core.Imagery.Products;

/// <summary>
/// A Gaofen-1/1B/1C/1D/2/6 product as CRESDA delivers it: TIFF, XML and RPB of the multispectral image and, for PMS, of the
/// panchromatic one, in a folder or a tar.gz. The pair is one scene. Numbers are reflectance at the top of the atmosphere.
/// </summary>
internal static class GaofenProduct
{
    private static readonly string[] s_images = [".tiff", ".tif"];

    /// <param name="delivery">The folder or archive.</param>
    /// <param name="key">What the files of the scene share, as <see cref="GaofenName.Key"/>.</param>
    /// <param name="options">What the files do not say.</param>
    /// <exception cref="InputException">A file is missing or of another product, or the satellite is not known.</exception>
    internal static Product Read(Delivery delivery, string key, IngestOptions options)
    {
        var notes = new List<string>();
        var files = delivery.Names.Select(n => (Path: n, Name: GaofenName.Of(Path.GetFileName(n)))).Where(f => f.Name?.Key == key).ToList();
        var ms = Image(delivery, [.. files.Where(f => !f.Name!.Pan).Select(f => f.Path)]);
        var pan = Image(delivery, [.. files.Where(f => f.Name!.Pan).Select(f => f.Path)]);
        if (ms is null)
        {
            throw new InputException(delivery.PathOf(files[0].Path), "multispectral image", pan is null ? "there is no TIFF beside it" : "this is the panchromatic image alone, which has no colours to analyse",
                "put the -MSS or -MUX TIFF with its XML and RPB in the same folder")
            { Chinese = pan is null ? "旁边没有 TIFF；请把 -MSS 或 -MUX 的 TIFF 与 XML、RPB 放在同一文件夹" : "只有全色影像，没有可分析的颜色；请把 -MSS 或 -MUX 的 TIFF 与 XML、RPB 放在同一文件夹" };
        }

        var name = files[0].Name!;
        var about = About(delivery, ms, name);
        var place = Place(delivery, ms, about);
        var time = options.Datetime?.ToUniversalTime() ?? GaofenTime.Of(about, place, notes);
        double sun = about.SunZenith ?? SunPosition.Of(time, place.Lon, place.Lat).ZenithDegrees;
        if (about.SunZenith is null) notes.Add(string.Create(CultureInfo.InvariantCulture, $"the XML has no SolarZenith: {sun:0.0}° is computed from time and place"));
        if (sun >= 85) throw new InputException(about.Path, "SolarZenith", string.Create(CultureInfo.InvariantCulture, $"the sun stands {sun:0.0}° from the vertical, too low to make reflectance"), "check CenterTime, or pass --datetime")
        { Chinese = string.Create(CultureInfo.InvariantCulture, $"太阳天顶角 {sun:0.0}°，太低，算不出反射率；请检查 CenterTime") };
        bool pms = name.Sensor.StartsWith("PMS", StringComparison.OrdinalIgnoreCase);
        if (pms && pan is null) notes.Add("the panchromatic image (-PAN) is not beside it: it cannot be sharpened");
        if (pan is not null && !options.Ortho.Pansharpen) notes.Add("the panchromatic image is there and was not used: pass --pansharpen to sharpen the bands with it");
        if (options.Ortho.Pansharpen && pan is null)
        {
            throw new InputException(delivery.PathOf(ms.Tiff), "pansharpen", "there is no panchromatic image of this scene", "put the -PAN TIFF with its RPB in the same folder, or leave --pansharpen out");
        }

        var profile = SensorProfile.Get("gaofen");
        var table = profile.Variants?.FirstOrDefault(v => Regex.IsMatch(key, v.Product))?.Bands ?? profile.Bands;
        var calibration = GaofenCalibration.Of(about.Satellite, about.Sensor, time.Year, pan: false, notes);
        if (calibration is null) notes.Add($"no calibration of {about.Satellite} {about.Sensor} is known: the numbers are brightness (DN / 10000) and no reflectance");
        double distance = SunPosition.Distance(time);
        string tiff = delivery.PathOf(ms.Tiff);
        var bands = table.Select((band, i) =>
        {
            var (scale, offset) = calibration is null ? (1e-4, 0) : GaofenCalibration.ToReflectance(calibration[i], sun, distance);
            return new ProductBand(band.Role, tiff, i + 1, scale, offset, band.WavelengthNm);
        }).ToList();
        var ortho = options.Ortho with { Dem = options.Ortho.Dem ?? options.Ortho.FindDem?.Invoke(place.Lon, place.Lat) };
        var used = new[] { ms, options.Ortho.Pansharpen ? pan : null }.OfType<GaofenImage>().ToList();
        if (calibration is not null && !options.Ortho.DarkObject) notes.Add("numbers are reflectance at the top of the atmosphere, not of the surface: compare them only with scenes that are so too, or pass --dark-object");
        return new Product(key, profile, [.. used.SelectMany(i => i.Files).Select(delivery.PathOf)], bands, [], time, options.Synthetic, notes)
        {
            Numbers = calibration is null ? Radiometry.Brightness : options.Ortho.DarkObject ? Radiometry.DarkObject : Radiometry.TopOfAtmosphere,
            Prepare = new GaofenPreparation(delivery, ms, options.Ortho.Pansharpen ? pan : null, about, calibration, ortho).Run,
            Treatment = Treatment(ortho),
            Facts = [("platform", about.Satellite.ToLowerInvariant()), ("instruments", new[] { about.Sensor.ToLowerInvariant() }), ("geowfc:sun_zenith_deg", Math.Round(sun, 4)), ("geowfc:earth_sun_distance_au", Math.Round(distance, 6))],
        };
    }

    // What changes the pixels that come of the same files.
    private static string Treatment(OrthoOptions options)
    {
        static string File(string? path) => path is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {(System.IO.File.Exists(path) ? new FileInfo(path).Length : 0)}");
        return string.Create(CultureInfo.InvariantCulture,
            $"dem {File(options.Dem)}, geoid {options.GeoidHeight}, control {File(options.ControlPoints)}, crs {options.Crs?.Wkt}, sharp {options.Pansharpen}, dark {options.DarkObject}");
    }

    // The XML must be of this image: folders of many scenes are often put together by hand.
    private static GaofenMetadata About(Delivery delivery, GaofenImage image, GaofenName name)
    {
        string xml = image.Xml ?? throw new InputException(delivery.PathOf(Path.ChangeExtension(image.Tiff, ".xml")), "XML", "it is not there", "put the XML that came with the TIFF beside it: it holds time, sun and sensor")
        { Chinese = "缺少 XML；请把同一景的 XML 放在 TIFF 旁边，其中有时间、太阳角和传感器" };
        var about = GaofenMetadata.Parse(delivery.PathOf(xml), delivery.Bytes(xml));
        if (!about.Satellite.Equals(name.Satellite, StringComparison.OrdinalIgnoreCase) || !about.Sensor.Equals(name.Sensor, StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException(about.Path, "SatelliteID, SensorID", $"it is of {about.Satellite} {about.Sensor}, but the image is named {name.Satellite} {name.Sensor}", "put the XML of this image beside it, and keep the names as delivered")
            { Chinese = $"写的是 {about.Satellite} {about.Sensor}，而影像名是 {name.Satellite} {name.Sensor}；请把这一景自己的 XML 放在旁边，并保留原文件名" };
        }

        return about;
    }

    private static (double Lon, double Lat) Place(Delivery delivery, GaofenImage image, GaofenMetadata about)
    {
        if (about.Centre is { } centre) return centre;
        if (image.Rpb is { } rpb)
        {
            var model = Ortho.RpbFile.Parse(delivery.PathOf(rpb), delivery.Bytes(rpb));
            return (model.LonOffset, model.LatOffset);
        }

        throw new InputException(about.Path, "TopLeftLongitude…", "the corners of the image are not there", "give the file as it was delivered")
        { Chinese = "缺少影像四角坐标；请按交付时的原样提供" };
    }

    private static GaofenImage? Image(Delivery delivery, string[] names)
    {
        string? Of(params string[] ends) => names.FirstOrDefault(n => ends.Any(e => n.EndsWith(e, StringComparison.OrdinalIgnoreCase)));
        return Of(s_images) is { } tiff ? new GaofenImage(tiff, Of(".xml"), Of(".rpb", ".rpc")) : null;
    }
}

/// <summary>An image and what lies beside it, as names of the delivery.</summary>
internal sealed record GaofenImage(string Tiff, string? Xml, string? Rpb)
{
    internal IEnumerable<string> Files => new[] { Tiff, Xml, Rpb }.OfType<string>();
}
