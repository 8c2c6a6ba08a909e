using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>Finds libgdal, sets it up once for the process, and tests that PROJ gives right coordinates.</summary>
public static class GdalLibrary
{
    /// <summary>Oldest GDAL that has the calls we use.</summary>
    public const string OldestVersion = "3.4.0";

    // Fixed, as the default is a share of the machine's memory: then memory stays flat whatever the machine.
    private const long BlockCacheBytes = 256L << 20;

    private static readonly Lazy<string> s_version = new(Start, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The version found, as "3.6.2".</summary>
    /// <exception cref="InputException">No libgdal on this machine, or one that is too old.</exception>
    public static string Version => s_version.Value;

    /// <summary>Loads and sets up GDAL; idempotent and thread-safe. Everything in Geo.Core calls it by itself.</summary>
    /// <exception cref="InputException">No libgdal on this machine, or one that is too old.</exception>
    public static void Initialize() => _ = s_version.Value;

    /// <summary>Transforms one known point of Donghe (EPSG:4490 to EPSG:4546) and refuses to go on where it is off by over 1 mm.</summary>
    /// <exception cref="InputException">PROJ's data are missing or wrong.</exception>
    public static void SelfTest()
    {
        // cs2cs of PROJ 9.1.1: echo "40.58 110.02" | cs2cs -f %.6f EPSG:4490 EPSG:4546
        const double easting = 417025.723515, northing = 4494393.982618;
        double[] x = [110.02], y = [40.58];
        string problem;
        try
        {
            using var transform = new PointTransform(Projection.FromEpsg(4490), Projection.FromEpsg(4546));
            transform.Transform(x, y);
            if (Math.Abs(x[0] - easting) < 1e-3 && Math.Abs(y[0] - northing) < 1e-3)
            {
                return;
            }

            problem = string.Create(CultureInfo.InvariantCulture,
                $"110.02 E 40.58 N should be {easting:F3}, {northing:F3} in EPSG:4546 but comes out as {x[0]:F3}, {y[0]:F3}");
        }
        catch (GdalException failure)
        {
            problem = failure.GdalMessage;
        }

        throw new InputException("PROJ", null, problem,
            "install proj-data (Debian: apt-get install proj-data) or set GEOWFC_PROJ_DATA to the folder with proj.db");
    }

    private static string Start()
    {
        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);
        string number;
        try
        {
            number = Text.Of(Native.GDALVersionInfo("VERSION_NUM")) ?? "0";
        }
        catch (DllNotFoundException missing)
        {
            throw new InputException("GDAL", null, "no libgdal was found on this machine",
                "install it (Debian: apt-get install libgdal-dev or gdal-bin) or set GEOWFC_GDAL to the library's file", missing);
        }

        string version = Text.Of(Native.GDALVersionInfo("RELEASE_NAME")) ?? "unknown";
        if (int.Parse(number, CultureInfo.InvariantCulture) < 3_040_000)
        {
            throw new InputException("GDAL", null, $"libgdal is {version}, older than {OldestVersion}", "install a newer one");
        }

        GdalError.Install();
        Native.CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
        Native.CPLSetConfigOption("CPL_DEBUG", "OFF");
        Native.CPLSetConfigOption("GDAL_PYTHON_DRIVER_PATH", "");
        Native.CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
        // Nothing is written beside a person's archive.
        Native.CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");
        // Bounds what a broken TIFF can make libtiff allocate.
        Native.CPLSetConfigOption("GTIFF_DIRECT_IO", "NO");
        Native.GDALSetCacheMax64(BlockCacheBytes);
        Native.GDALAllRegister();
        Native.OSRSetPROJEnableNetwork(0);
        string beside = Path.Combine(AppContext.BaseDirectory, "proj");
        string? data = Environment.GetEnvironmentVariable("GEOWFC_PROJ_DATA")
            ?? (File.Exists(Path.Combine(beside, "proj.db")) ? beside : null);
        if (data is not null)
        {
            Native.OSRSetPROJSearchPaths(Text.List(data));
        }

        return version;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != Native.Library)
        {
            return 0;
        }

        foreach (string candidate in Candidates())
        {
            if (NativeLibrary.TryLoad(candidate, out nint found))
            {
                return found;
            }
        }

        return 0;
    }

    // libgdal.so.30 is GDAL 3.4; Debian brings no unversioned name without the -dev package.
    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("GEOWFC_GDAL") is { Length: > 0 } chosen)
        {
            yield return chosen;
        }

        if (OperatingSystem.IsWindows())
        {
            yield return "gdal.dll";
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return "libgdal.dylib";
            yield return "/opt/homebrew/lib/libgdal.dylib";
        }
        else
        {
            yield return "libgdal.so";
            for (int number = 60; number >= 30; number--)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"libgdal.so.{number}");
            }
        }
    }
}
