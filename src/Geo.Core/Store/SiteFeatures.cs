using Geo.Core.Sites;

namespace Geo.Core.Store;

/// <summary>Records of the registers to rows and back. The id of a site is its code.</summary>
public static class SiteFeatures
{
    /// <summary>The row of an entry. What the register did not give is left out, so that putting it leaves the stored value.</summary>
    public static Feature ToFeature(RegisterEntry entry)
    {
        var all = new Dictionary<string, object?> { ["code"] = entry.Code, ["name"] = entry.Name };
        switch (entry)
        {
            case MineSite m:
                AddSite(all, m.Town, m.LeadUnit, m.ListedArea, m.Area, Code(m.Status));
                (all["mineral"], all["restoration_mode"], all["planned_year"]) = (m.Mineral, Code(m.RestorationMode), m.PlannedYear);
                break;
            case DumpSite d:
                AddSite(all, d.Town, d.LeadUnit, d.ListedArea, d.Area, Code(d.Status));
                (all["waste_category"], all["responsible_party"], all["responsible_name"]) = (d.WasteCategory, Code(d.ResponsibleParty), d.ResponsibleName);
                (all["control_grade"], all["identification_state"]) = (d.ControlGrade, d.IdentificationState);
                (all["estimated_tonnes"], all["large_bulk"]) = (d.EstimatedTonnes, d.EstimatedTonnes is { } mass ? mass >= DumpSite.LargeBulkTonnes : null);
                break;
            case SensitiveArea s:
                (all["kind"], all["weight"], all["town"], all["area_m2"]) = (s.Kind, s.Weight, s.Town, s.Area);
                break;
            case KeyControlArea k:
                (all["kind"], all["area_m2"]) = (k.Kind, k.Area);
                break;
            case Town t:
                (all["name_en"], all["area_m2"]) = (t.NameEn, t.Area);
                break;
            case River r:
                (all["kind"], all["length_m"]) = (r.Kind, r.LengthMetres);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry));
        }

        return new Feature(entry.Code, entry.Geometry, all.Where(p => p.Value is not null).ToDictionary());
    }

    /// <summary>The mine site of a row of mine-sites.</summary>
    public static MineSite ToMineSite(Feature f) => new(
        f.Id, Text(f, "name") ?? f.Id, f.Geometry!, Text(f, "town"), Text(f, "lead_unit"), Text(f, "mineral"),
        StatusCode.Parse<RestorationMode>(Text(f, "restoration_mode")), (int?)(long?)f.Properties.GetValueOrDefault("planned_year"),
        Area(f, "listed_area_m2"), Area(f, "area_m2"), StatusCode.Parse<MineStatus>(Text(f, "status")));

    /// <summary>The dump of a row of dumps.</summary>
    public static DumpSite ToDumpSite(Feature f) => new(
        f.Id, Text(f, "name") ?? f.Id, f.Geometry!, Text(f, "town"), Text(f, "lead_unit"), Text(f, "waste_category"),
        StatusCode.Parse<ResponsibleParty>(Text(f, "responsible_party")), Text(f, "responsible_name"), Text(f, "control_grade"),
        Text(f, "identification_state"), (double?)f.Properties.GetValueOrDefault("estimated_tonnes"),
        Area(f, "listed_area_m2"), Area(f, "area_m2"), StatusCode.Parse<DumpStatus>(Text(f, "status")));

    private static void AddSite(Dictionary<string, object?> all, string? town, string? unit, SquareMetres? listed, SquareMetres? area, string? status)
    {
        (all["town"], all["lead_unit"]) = (town, unit);
        (all["listed_area_m2"], all["area_m2"], all["status"]) = (listed, area, status);
    }

    private static string? Code<T>(T? value) where T : struct, Enum => value is { } v ? StatusCode.Of(v) : null;

    private static string? Text(Feature f, string name) => f.Properties.GetValueOrDefault(name) as string;

    private static SquareMetres? Area(Feature f, string name) => f.Properties.GetValueOrDefault(name) is double m2 ? new SquareMetres(m2) : null;
}
