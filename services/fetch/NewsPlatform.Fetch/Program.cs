return await NewsPlatform.Hosting.NewsHost.RunAsync(args, NewsPlatform.Fetch.FetchModule.Module);
