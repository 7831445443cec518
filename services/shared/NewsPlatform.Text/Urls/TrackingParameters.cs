using System.Collections.Frozen;

namespace NewsPlatform.Text.Urls;

/// <summary>
/// Query parameters that tell where a reader came from and never which page it is. A name stands here only when
/// it belongs to one product that adds it to other people's links; ambiguous ones ("ref", "source", "s") stay.
/// </summary>
internal static class TrackingParameters
{
    /// <summary>Families named by prefix.</summary>
    private static readonly string[] Prefixes =
    [
        "utm_", "_utm", "__utm", // Google Analytics and its imitations
        "mtm_", "matomo_", "pk_", "piwik_", // Matomo
        "at_custom", "at_campaign", "at_medium", "at_link_", // Piano (AT Internet)
        "hsa_", "__hs", "_hs", // HubSpot
        "fb_action_", "fb_ref", "fb_source", "fb_comment_id", "action_object_map", "action_type_map", "action_ref_map", // Facebook
        "ga_source", "ga_medium", "ga_campaign", "ga_content", "ga_term", "ga_place", // Google AdSense
        "trk_", "wt.mc", "wt_mc", "wt_zmc", "wtmc", // LinkedIn, Webtrends, Mapp
        "vero_", "mkt_tok", "oly_", "ns_", "cm_mmc", "stm_", "itm_", "int_cmp", "ml_subscriber", "asc_", "sb_referer_",
    ];

    private static readonly FrozenSet<string> Names = new[]
    {
        // Click identifiers of advertisers
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad", "gad_source", "gad_campaignid", "srsltid", "fbclid", "msclkid", "yclid", "ysclid",
        "ymclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "epik", "scid", "sc_cid", "rdt_cid", "tblci", "obclid", "obOrigUrl", "dicbo",
        "irclickid", "irgwc", "wickedid", "rb_clickid", "s_kwcid", "ef_id", "zanpid", "tduid", "cjevent", "cjdata", "awc", "admitad_uid",
        "gps_adid", "mc_cid", "mc_eid", "vgo_ee", "bsft_eid", "bsft_uid", "bsft_clkid", "bsft_mid", "bsft_aaid", "cvid", "oicd", "_openstat", "openstat", "_kx",
        // Mail and automation
        "_bta_tid", "_bta_c", "trk_contact", "trk_msg", "trk_module", "trk_sid", "elqtrackid", "elqtrack", "elqaid", "elqat", "elqcst", "elq",
        "hsctatracking", "hsenc", "hsmi", "_ke", "dm_i", "nr_email_referer", "mkevt", "mkcid", "mkrid", "campid", "sref", "ss_email_id",
        "sc_campaign", "sc_channel", "sc_content", "sc_country", "sc_geo", "sc_medium", "sc_outcome", "smtyp", "_branch_match_id", "_branch_referrer",
        // News publishers and their tools
        "echobox", "smid", "smtyp", "cmpid", "cmp_id", "ocid", "ito", "ncid", "spm", "spref", "xtor", "xtref", "guccounter", "guce_referrer",
        "guce_referrer_sig", "ftag", "icid", "intcid", "ftcamp", "ftcmp", "wpsrc", "wpmm", "wpisrc", "sh_kit", "soc_src", "soc_trk", "algo_exp_id",
        "algo_pvid", "amp_js_v", "_gl", "_ga", "gs_l", "gws_rd", "ved", "usg", "ei", "sei", "sxsrf", "aff_platform", "aff_trace_key", "terminal_id",
        "__twitter_impression", "ref_src", "ref_url", "__tn__", "__xts__", "__cft__", "fref", "hc_ref", "hc_location", "mibextid",
        "redircnt", "feature_source", "cx_testid", "cx_testvariant", "cx_artpos", "cx_recs_click", "mbid", "cndid", "sfmc_id", "sfmc_sub",
        "unicorn_click_id", "syclid", "otc", "_sgm_campaign", "_sgm_source", "_sgm_medium", "_sgm_term", "_sgm_content", "ceneo_spo", "wt_mc_o",
        "tracking_source", "_ope", "et_rid", "nx_source", "referralCode_src", "jobid_src", "yadclid", "yadordid", "yqrid", "yrwinfo", "sms_click", "sms_source", "sms_uph",
        "vn_clid", "lead_source_id", "ck_subscriber_id", "_hsmi", "_hsenc", "mindbox-click-id", "mindbox-message-key", "sk_campaign", "maf", "ns_source", "gclaw", "gpromocode", "gqt", "__s", "os_ehash",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The query without its tracking parameters; the others keep their bytes and order.</summary>
    /// <param name="query">A query without the question mark.</param>
    public static string Remove(string query)
    {
        if (query.Length == 0)
        {
            return query;
        }

        var kept = new List<string>();
        var dropped = false;
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = PercentEncoding.Decode(equals < 0 ? pair : pair[..equals]);
            if (IsTracking(name) || (string.Equals(name, "ref", StringComparison.OrdinalIgnoreCase) && IsHostName(pair.AsSpan(equals + 1))))
            {
                dropped = true;
            }
            else
            {
                kept.Add(pair);
            }
        }

        return dropped ? string.Join('&', kept) : query;
    }

    /// <summary>"ref=blog.example.com" is what Ghost and others add to name the linking site; any other "ref" may name the page.</summary>
    private static bool IsHostName(ReadOnlySpan<char> value)
    {
        var dot = value.LastIndexOf('.');
        if (dot <= 0 || dot >= value.Length - 2 || value.Length > 253)
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            {
                return false;
            }
        }

        return value[(dot + 1)..].IndexOfAnyInRange('0', '9') < 0;
    }

    /// <summary>True for the name of a tracking parameter, in any case.</summary>
    public static bool IsTracking(string name)
    {
        if (name.StartsWith("amp;", StringComparison.OrdinalIgnoreCase))
        {
            name = name[4..]; // "&amp;" of HTML that was escaped twice
        }

        if (name.Length == 0)
        {
            return false;
        }

        if (Names.Contains(name))
        {
            return true;
        }

        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
