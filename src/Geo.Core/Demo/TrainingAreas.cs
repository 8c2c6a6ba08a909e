namespace Geo.Core.Demo;

/// <summary>
/// Labelled polygons: the train split's sites, and squares of open ground where nearly all pixels are of one class.
/// No square lies within 60 m of a site of the test split.
/// </summary>
internal sealed class TrainingAreas(DistrictPlan plan, Surface surface, bool small)
{
    private const int PerClass = 36;

    public string Write(string path)
    {
        var file = new FeatureFile(plan);
        int last = plan.Parameters.Dates.Length - 1;
        foreach (var site in plan.Sites.Where(s => s.Train && (!small || s.InSmall)))
        {
            file.Add(FeatureFile.PolygonOf(site.Shape), ("label", Name(site.CoverClass(last))), ("source", "object"));
        }

        var draw = Draw.For(plan.Seed, 71);
        foreach (var cover in new[]
        {
            Cover.Sandbar, Cover.PloughedField, Cover.BareRock, Cover.BrightRoof, Cover.BareSteppe, Cover.Steppe, Cover.Cropland, Cover.Water,
            Cover.BuiltUp, Cover.Road,
        })
        {
            var (side, purity) = cover switch { Cover.Road => (2, 1f), Cover.BrightRoof => (4, 0.9f), Cover.BuiltUp => (8, 0.75f), _ => (8, 0.95f) };
            int wanted = cover is Cover.Steppe or Cover.Cropland or Cover.BuiltUp ? 2 * PerClass : PerClass;
            int many = cover is Cover.Road or Cover.BrightRoof ? 4 * wanted : wanted;
            int found = 0;
            for (int attempt = 0; attempt < 150_000 && found < many; attempt++)
            {
                int col = Surface.Rim + draw.Integer(surface.Window.Width - side), row = Surface.Rim + draw.Integer(surface.Window.Height - side);
                if (Pure(col, row, side, cover) >= purity && InDistrict(col, row))
                {
                    file.Add(FeatureFile.PolygonOf(Square(col, row, side)), ("label", Name(cover)), ("source", "ground"));
                    found++;
                }
            }
        }

        return file.Write(path, "training-polygons");
    }

    private string Name(Cover cover) => plan.Parameters.ClassNames[(int)cover - 1];

    private bool InDistrict(int col, int row) => plan.Outline.Contains(surface.X(col), surface.Y(row));

    private float Pure(int col, int row, int side, Cover cover)
    {
        if (surface.CoverOf[row * surface.Width + col] != (byte)cover)
        {
            return 0;
        }

        const int guard = 6;
        for (int r = Math.Max(0, row - guard); r < Math.Min(surface.Rows, row + side + guard); r += 3)
        {
            for (int c = Math.Max(0, col - guard); c < Math.Min(surface.Width, col + side + guard); c += 3)
            {
                if (surface.SiteOf[r * surface.Width + c] != 0)
                {
                    return 0;
                }
            }
        }

        int same = 0;
        for (int r = row; r < row + side; r++)
        {
            for (int c = col; c < col + side; c++)
            {
                same += surface.CoverOf[r * surface.Width + c] == (byte)cover ? 1 : 0;
            }
        }

        return (float)same / (side * side);
    }

    private Shape Square(int col, int row, int side)
    {
        double west = surface.X(col) - 5, north = surface.Y(row) + 5, length = side * DemoParameters.PixelMetres;
        return new Shape([west, west + length, west + length, west], [north - length, north - length, north, north]);
    }
}
