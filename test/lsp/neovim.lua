-- Attaches the language server as an editor would, without any plug-in, and writes down what came of it.
-- Run by neovim.test.ts.
local job = vim.fn.json_decode(vim.fn.readfile(vim.env.PROMPTVEIL_JOB))
local result = {}

local function finish()
  vim.fn.writefile({ vim.fn.json_encode(result) }, job.result)
  vim.cmd("qall!")
end

local function wait(what, condition)
  if not vim.wait(job.patience, condition, 20) then
    result.missing = what
    finish()
  end
end

local function main()
  local client_id = vim.lsp.start_client({
    name = "promptveil",
    cmd = job.command,
    root_dir = job.root,
    workspace_folders = { { uri = vim.uri_from_fname(job.root), name = "example" } },
    flags = { debounce_text_changes = 0 },
  })

  local function open(file)
    vim.cmd("edit " .. vim.fn.fnameescape(file))
    vim.lsp.buf_attach_client(0, client_id)
    return vim.api.nvim_get_current_buf()
  end

  wait("initialization", function()
    local client = vim.lsp.get_client_by_id(client_id)
    return client ~= nil and client.initialized
  end)

  result.found = {}
  for _, file in ipairs(job.files) do
    local buffer = open(job.root .. "/" .. file.name)
    wait("diagnostics of " .. file.name, function()
      local shown = 0
      for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
        if diagnostic.severity <= vim.diagnostic.severity.INFO then shown = shown + 1 end
      end
      return shown >= file.count
    end)
    for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
      if diagnostic.severity <= vim.diagnostic.severity.INFO then
        table.insert(result.found, {
          file = file.name,
          code = diagnostic.code or diagnostic.user_data.lsp.code,
          line = diagnostic.lnum,
          byte = diagnostic.col,
        })
      end
    end
  end

  -- Take the preferred fix under the cursor, as a person would from the list of code actions.
  local buffer = open(job.root .. "/" .. job.fix.file)
  wait("diagnostics before the fix", function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  vim.api.nvim_win_set_cursor(0, { job.fix.line + 1, job.fix.byte })
  result.before = #vim.diagnostic.get(buffer)
  vim.ui.select = function(choices, _, choose)
    for _, choice in ipairs(choices) do
      local action = choice[2]
      if action.isPreferred and action.kind == "quickfix" then return choose(choice) end
    end
  end
  vim.lsp.buf.code_action()
  wait("the code action", function()
    return vim.bo[buffer].modified
  end)
  wait("diagnostics after the fix", function()
    return #vim.diagnostic.get(buffer) < result.before
  end)
  result.after = #vim.diagnostic.get(buffer)
  result.text = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)

  vim.lsp.stop_client(client_id)
  wait("the end of the server", function()
    return vim.lsp.get_client_by_id(client_id) == nil or vim.lsp.get_client_by_id(client_id).is_stopped()
  end)
end

local done, problem = pcall(main)
if not done then result.missing = problem end
finish()
