/* precept-address.c: addresses that links may lead to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"
#include "config.h"

#include "precept-address.h"

#include <string.h>

/**
 * precept_address_is_followed:
 * @address: an address as an author wrote it, for example that of a link
 *
 * A published guideline is opened by people who trust it. So its links lead to the web, to mail and to telephones, to a
 * place of its own (`#table-1`) and to what is published beside it (`appendix.pdf`): never to a script, nor to a file of
 * the reader's.
 *
 * Returns: whether a published link may lead there
 */
gboolean
precept_address_is_followed (const char *address)
{
  static const char *const schemes[] = { "http", "https", "mailto", "tel" };
  gsize                    length;

  g_return_val_if_fail (address != NULL, FALSE);

  length = strcspn (address, ":/?#");
  if (address[length] != ':')
    return *address != '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (strlen (schemes[i]) == length && g_ascii_strncasecmp (address, schemes[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}
